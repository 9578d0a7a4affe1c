package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code python}: an ASGI application under Uvicorn, a WSGI application under Gunicorn, from a virtual environment in
 * {@code .venv} or {@code venv} where there is one. Recognises {@code asgi.py}, {@code wsgi.py} and {@code app.py}; another
 * application is named by the option {@code app} ({@code package.module:attribute}) and the option {@code interface}
 * ({@code wsgi} or {@code asgi}).
 */
public final class PythonCommand implements LaunchCommandFactory {

    /** A file, the application in it, and what it speaks. */
    private record Entry(String file, String app, String speaks) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("asgi.py", "asgi:application", "asgi"),
            new Entry("wsgi.py", "wsgi:application", "wsgi"),
            new Entry("app.py", "app:app", "wsgi"));

    @Override
    public boolean recognises(Path workingDirectory) {
        return entry(workingDirectory).isPresent();
    }

    @Override
    public List<String> command(LaunchContext context) {
        Options options = new Options(context.options());
        Optional<Entry> found = entry(context.workingDirectory());
        String app = options.text("app")
                .or(() -> found.map(Entry::app))
                .orElseThrow(() -> new IllegalArgumentException("'" + context.workingDirectory()
                        + "': no asgi.py, wsgi.py or app.py; name the application with option 'app'"));
        String speaks =
                options.text("interface").or(() -> found.map(Entry::speaks)).orElse("wsgi");
        String port = Integer.toString(context.port());
        Argv python = Argv.of(interpreter(context.workingDirectory()), "-m");
        Argv server =
                switch (speaks) {
                    case "asgi" -> python.with("uvicorn", app, "--host", "127.0.0.1", "--port", port);
                    case "wsgi" -> python.with("gunicorn", app, "--bind", "127.0.0.1:" + port);
                    default ->
                        throw new IllegalArgumentException("option 'interface': '" + speaks + "' is not wsgi or asgi");
                };
        return server.and(context.args());
    }

    private static Optional<Entry> entry(Path folder) {
        return ENTRIES.stream()
                .filter(entry -> Files.isRegularFile(folder.resolve(entry.file())))
                .findFirst();
    }

    private static String interpreter(Path folder) {
        return Stream.of(".venv/bin/python", "venv/bin/python")
                .filter(name -> Files.isExecutable(folder.resolve(name)))
                .findFirst()
                .orElse("python3");
    }
}
