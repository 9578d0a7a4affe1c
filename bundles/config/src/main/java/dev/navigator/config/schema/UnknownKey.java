package dev.navigator.config.schema;

import dev.navigator.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What to say about a key that a section does not have. */
final class UnknownKey {

    private static final int MOST_HOMES = 3;

    /** Keys of the Go original for things that this Navigator does not do. */
    private static final Set<String> GO_ONLY = Set.of(
            "allowed_extensions",
            "auth",
            "auth_exclude",
            "authentication",
            "cache_control",
            "cgi_scripts",
            "fly_replay",
            "hooks",
            "hostname",
            "idle",
            "locations",
            "maintenance",
            "memory_limit",
            "public_dir",
            "rewrites",
            "root_path",
            "routes",
            "standalone_servers",
            "static",
            "sticky_sessions",
            "track_websockets",
            "try_files");

    private UnknownKey() {}

    static String message(String written, Section section) {
        String subject = "unknown key " + Quoted.text(written);
        if (GO_ONLY.contains(written)) {
            return subject + ": the Go original's, without counterpart here; remove it";
        }
        List<String> homes = new ArrayList<>();
        homes(Schema.ROOT, written, homes);
        if (!homes.isEmpty() && homes.size() <= MOST_HOMES) {
            return subject + "; it belongs in " + String.join(" or ", homes);
        }
        return subject + "; the nearest known one is '" + Nearest.to(written, section.names()) + "'";
    }

    private static void homes(Section section, String written, List<String> homes) {
        if (section.key(written) != null) {
            homes.add(section == Schema.ROOT ? "the top level" : "'" + section.name() + "'");
        }
        for (Section part : Schema.parts(section)) {
            homes(part, written, homes);
        }
    }
}
