package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.testing.LaunchCommandFactoryContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class LaunchCommandsTest {

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void executable(Path folder, String name) throws IOException {
        write(folder, name, "#!/bin/sh\n");
        assertTrue(folder.resolve(name).toFile().setExecutable(true));
    }

    private static LaunchContext with(
            LaunchContext context, Map<String, String> environment, Map<String, String> options) {
        return new LaunchContext(
                context.tenant(),
                context.instance(),
                context.port(),
                context.workingDirectory(),
                context.command(),
                context.args(),
                environment,
                options);
    }

    private static LaunchContext with(LaunchContext context, Map<String, String> options) {
        return with(context, context.environment(), options);
    }

    @Nested
    class Command extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new ConfiguredCommand();
        }

        @Override
        protected void installApplication() {
            // its command is enough
        }

        @Override
        protected Optional<String> command() {
            return Optional.of("bin/serve it");
        }

        @Test
        void theCommandIsOneEntry() {
            assertEquals(List.of("bin/serve it", "-v"), factory().command(context(List.of("-v"))));
        }
    }

    @Nested
    class Rails extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new RailsCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            executable(folder, "bin/rails");
        }

        @Test
        void theBinstubIsPreferred() throws IOException {
            installApplication();

            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of(
                            "bin/rails",
                            "server",
                            "-b",
                            "127.0.0.1",
                            "-p",
                            "4001",
                            "-P",
                            "tmp/pids/navigator-4001.pid"),
                    factory().command(context(List.of())));
        }

        @Test
        void withoutItThereIsBundler() throws IOException {
            write(folder, "config/application.rb", "");

            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of("bundle", "exec", "rails", "server"),
                    factory().command(context(List.of())).subList(0, 4));
        }

        @Test
        void aConfiguredPidFileIsLeftToRails() throws IOException {
            installApplication();

            List<String> argv =
                    factory().command(with(context(List.of()), Map.of("PIDFILE", "tmp/shop.pid"), Map.of()));

            assertFalse(argv.contains("-P"));
        }
    }

    @Nested
    class Procfile extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new ProcfileCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            write(folder, "Procfile", "# ours\nworker: sidekiq\nweb: RACK_ENV=production bin/web -p $PORT\n");
        }

        @Test
        void theLineIsTheShells() throws IOException {
            installApplication();

            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of("/bin/sh", "-c", "RACK_ENV=production bin/web -p $PORT"),
                    factory().command(context(List.of())));
        }

        @Test
        void argumentsReachTheApplication() throws Exception {
            write(folder, "Procfile", "web: printf '%s|'");
            List<String> argv = factory().command(context(List.of("a b", "$c")));

            Process process = new ProcessBuilder(argv).start();

            assertEquals("a b|$c|", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor());
        }

        @Test
        void anotherProcessTypeMayBeNamed() throws IOException {
            installApplication();

            List<String> argv = factory().command(with(context(List.of()), Map.of("process", "worker")));

            assertEquals(List.of("/bin/sh", "-c", "sidekiq"), argv);
        }

        @Test
        void aProcfileWithoutWebIsNotRecognised() throws IOException {
            write(folder, "Procfile", "worker: sidekiq\n");

            assertFalse(factory().recognises(folder));
            assertThrows(IllegalArgumentException.class, () -> factory().command(context(List.of())));
        }
    }

    @Nested
    class Rack extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new RackCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            write(folder, "config.ru", "run App");
        }

        @Test
        void bundlerIsUsedWhereThereIsAGemfile() throws IOException {
            installApplication();
            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of("rackup", "-o", "127.0.0.1", "-p", "4001"),
                    factory().command(context(List.of())));

            write(folder, "Gemfile", "");
            assertEquals("bundle", factory().command(context(List.of())).get(0));
        }
    }

    @Nested
    class Node extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new NodeCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            write(folder, "package.json", "{\"scripts\": {\"test\": \"jest\", \"start\": \"node .\"}}");
        }

        @Test
        void theStartScriptIsPreferred() throws IOException {
            installApplication();

            assertTrue(factory().recognises(folder));
            assertEquals(List.of("npm", "start"), factory().command(context(List.of())));
            assertEquals(List.of("npm", "start", "--", "-v"), factory().command(context(List.of("-v"))));
        }

        @Test
        void withoutOneTheServerIsFound() throws IOException {
            write(
                    folder,
                    "package.json",
                    "{\"name\": \"start\", \"scripts\": {\"test\": \"jest\"}, \"x\": {\"start\": 1}}");
            assertFalse(factory().recognises(folder));

            write(folder, "app.js", "");
            assertTrue(factory().recognises(folder));
            assertEquals(List.of("node", "app.js"), factory().command(context(List.of())));
        }
    }

    @Nested
    class Python extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new PythonCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            write(folder, "wsgi.py", "");
        }

        @Test
        void wsgiRunsUnderGunicorn() throws IOException {
            installApplication();

            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of("python3", "-m", "gunicorn", "wsgi:application", "--bind", "127.0.0.1:4001"),
                    factory().command(context(List.of())));
        }

        @Test
        void asgiRunsUnderUvicornOfTheVirtualEnvironment() throws IOException {
            write(folder, "asgi.py", "");
            executable(folder, ".venv/bin/python");

            assertEquals(
                    List.of(
                            ".venv/bin/python",
                            "-m",
                            "uvicorn",
                            "asgi:application",
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "4001"),
                    factory().command(context(List.of())));
        }

        @Test
        void anotherApplicationMayBeNamed() {
            Map<String, String> options = Map.of("app", "shop.web:api", "interface", "asgi");

            List<String> argv = factory().command(with(context(List.of()), options));

            assertEquals(List.of("uvicorn", "shop.web:api"), argv.subList(2, 4));
        }

        @Test
        void anotherInterfaceIsRefused() {
            Map<String, String> options = Map.of("app", "shop.web:api", "interface", "cgi");

            assertThrows(IllegalArgumentException.class, () -> factory().command(with(context(List.of()), options)));
        }
    }

    @Nested
    class Jar extends LaunchCommandFactoryContract {
        @Override
        protected LaunchCommandFactory factory() {
            return new JarCommand();
        }

        @Override
        protected void installApplication() throws IOException {
            write(folder, "shop-1.0.jar", "");
        }

        @Test
        void theOnlyJarIsStarted() throws IOException {
            installApplication();

            assertTrue(factory().recognises(folder));
            assertEquals(
                    List.of("java", "-Dserver.address=127.0.0.1", "-Dserver.port=4001", "-jar", "shop-1.0.jar"),
                    factory().command(context(List.of())));
        }

        @Test
        void ofSeveralOneHasToBeNamed() throws IOException {
            installApplication();
            write(folder, "blog-1.0.jar", "");

            assertFalse(factory().recognises(folder));
            assertThrows(IllegalArgumentException.class, () -> factory().command(context(List.of())));
            List<String> argv = factory().command(with(context(List.of()), Map.of("jar", "blog-1.0.jar")));
            assertEquals("blog-1.0.jar", argv.get(argv.size() - 1));
        }
    }
}
