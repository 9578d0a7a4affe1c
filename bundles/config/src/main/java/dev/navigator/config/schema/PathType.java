package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Paths of files and folders; relative ones start at Navigator's working folder. */
final class PathType extends ScalarType<Path> {

    private final boolean mustBeReadable;

    private PathType(boolean mustBeReadable) {
        this.mustBeReadable = mustBeReadable;
    }

    /** Of anything, there or not. */
    static PathType any() {
        return new PathType(false);
    }

    /** Of a file that Navigator can read now. */
    static PathType readableFile() {
        return new PathType(true);
    }

    @Override
    Path parse(String text, Context context) throws Unfit {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new Unfit();
        }
        if (text.equals("~") || text.startsWith("~/")) {
            throw new Unfit("'~' means something to shells only, write ${HOME}");
        }
        Path path = path(text, context);
        if (mustBeReadable && !(Files.isRegularFile(path) && Files.isReadable(path))) {
            throw new Unfit("create it or change its mode");
        }
        return path;
    }

    private static Path path(String text, Context context) throws Unfit {
        try {
            return context.resolve(Path.of(text));
        } catch (InvalidPathException e) {
            throw new Unfit(e.getReason());
        }
    }

    @Override
    public String allowed() {
        return mustBeReadable ? "a file that Navigator can read" : "a path";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "minLength", 1);
    }
}
