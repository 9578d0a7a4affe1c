package dev.navigator.api.strategy;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of versions as OSGi writes them (Core 3.2.6): {@code [1.0,2.0)}, or {@code 1.0} for that and all above. */
record VersionPin(Version low, boolean lowIn, @Nullable Version high, boolean highIn) {

    private static final Pattern RANGE = Pattern.compile("([\\[(])([^,]+),([^,]+)([\\])])");

    /** {@code text} is a valid range: the configuration was validated. */
    static VersionPin parse(String text) {
        Matcher range = RANGE.matcher(text.replace(" ", ""));
        return range.matches()
                ? new VersionPin(
                        Version.parse(range.group(2)),
                        range.group(1).equals("["),
                        Version.parse(range.group(3)),
                        range.group(4).equals("]"))
                : new VersionPin(Version.parse(text.strip()), true, null, false);
    }

    boolean includes(Version version) {
        int above = version.compareTo(low);
        if (above < 0 || (above == 0 && !lowIn)) {
            return false;
        }
        int below = high == null ? -1 : version.compareTo(high);
        return below < 0 || (below == 0 && highIn);
    }

    /** {@code major.minor.micro.qualifier}, what is missing being zero or empty. */
    record Version(int major, int minor, int micro, String qualifier) implements Comparable<Version> {

        private static final int PARTS = 4;
        private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
                .thenComparingInt(Version::minor)
                .thenComparingInt(Version::micro)
                .thenComparing(Version::qualifier);

        static Version parse(String text) {
            String[] parts = text.split("\\.", PARTS);
            return new Version(
                    number(parts, 0), number(parts, 1), number(parts, 2), parts.length < PARTS ? "" : parts[PARTS - 1]);
        }

        private static int number(String[] parts, int index) {
            return index < parts.length && parts[index].matches("\\d{1,9}") ? Integer.parseInt(parts[index]) : 0;
        }

        @Override
        public int compareTo(Version other) {
            return ORDER.compare(this, other);
        }
    }
}
