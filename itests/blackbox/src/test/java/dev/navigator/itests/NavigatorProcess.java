package dev.navigator.itests;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Navigator, started through its launch script in a folder of its own. Closing it stops it and fails if it leaves
 * processes behind.
 */
final class NavigatorProcess implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("navigator.home"));

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(100);

    private static final int APP_PORTS = 20;

    final Path folder;
    final int port;
    final int firstAppPort;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private List<String> wrapper = List.of();
    private final List<ProcessHandle> successors = new ArrayList<>();
    private Process process;

    private NavigatorProcess(Path home, Path folder) throws IOException {
        this.home = home;
        this.folder = folder;
        this.port = Ports.free();
        this.firstAppPort = Ports.freeRange(APP_PORTS);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** A Navigator to be configured and started in {@code folder}. */
    static NavigatorProcess in(Path folder) throws IOException {
        return new NavigatorProcess(HOME, folder);
    }

    /** The same from another copy of the distribution. */
    static NavigatorProcess in(Path folder, Path home) throws IOException {
        return new NavigatorProcess(home, folder);
    }

    NavigatorProcess with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Starts it by way of another program. */
    NavigatorProcess under(String... program) {
        wrapper = List.of(program);
        return this;
    }

    /** Writes {@code navigator.yml}: {@code yaml} after a server and a pools section, ports of this test alone. */
    NavigatorProcess configure(String yaml) throws IOException {
        String server = "server:\n  listen: 127.0.0.1:%d\n  pid_file: navigator.pid\n".formatted(port);
        Files.writeString(config(), server + (yaml.contains("pools:") ? "" : pools()) + yaml);
        return this;
    }

    /** A pools section for {@link #configure}, with further lines such as {@code max_size: 3}. */
    String pools(String... lines) {
        return "pools:\n  start_port: %d\n  port_count: %d\n".formatted(firstAppPort, APP_PORTS)
                + Stream.of(lines).map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    Path config() {
        return folder.resolve("navigator.yml");
    }

    /** Starts it and waits until it says that it has started. */
    NavigatorProcess start() throws Exception {
        int before = logged("Navigator started").size();
        launch();
        Await.until("Navigator started; log:\n" + log(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("Navigator ended with " + process.exitValue() + ":\n" + log());
            }
            return logged("Navigator started").size() > before;
        });
        return this;
    }

    /** Has another process take over, which the methods here that concern a process then are not about. */
    Result upgrade() throws Exception {
        Result result = run("-s", "upgrade", "navigator.yml");
        if (result.status() == 0) {
            long pid = Long.parseLong(
                    Files.readString(folder.resolve("navigator.pid")).strip());
            successors.add(ProcessHandle.of(pid).orElseThrow());
        }
        return result;
    }

    /** Those that took over, in order. */
    List<ProcessHandle> successors() {
        return List.copyOf(successors);
    }

    /** Starts it and does not wait. */
    Process launch() throws IOException {
        process = script("navigator.yml")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()))
                .start();
        return process;
    }

    /** The launch script with other arguments, run to its end. */
    Result run(String... arguments) throws Exception {
        Process command = script(arguments).start();
        String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(command.waitFor(), output);
    }

    record Result(int status, String output) {}

    private ProcessBuilder script(String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(home.resolve("bin/navigator").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private File logFile() {
        return folder.resolve("navigator.log").toFile();
    }

    String log() throws IOException {
        return logFile().exists() ? Files.readString(logFile().toPath()) : "";
    }

    /** The lines of the log that contain all of {@code words}. */
    List<String> logged(String... words) throws IOException {
        return log().lines()
                .filter(line -> Stream.of(words).allMatch(line::contains))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getAsync(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The process that serves a tenant: starts one if need be. */
    long pid(String tenant) throws IOException, InterruptedException {
        return Long.parseLong(Apps.said("pid", get("/" + tenant + "/").body()));
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(REQUEST_LIMIT);
    }

    /** Everything Navigator started and that still runs. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** SIGTERM, and waits for the end. @return the exit status */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("Navigator does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        for (ProcessHandle successor : successors) {
            successor.destroy();
            successor
                    .onExit()
                    .completeOnTimeout(successor, 40, TimeUnit.SECONDS)
                    .join();
            successor.destroyForcibly();
        }
        if (process == null || !process.isAlive()) {
            return;
        }
        List<ProcessHandle> children = children();
        process.destroy();
        process.onExit().completeOnTimeout(process, 40, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        List<ProcessHandle> left = left(children);
        left.forEach(ProcessHandle::destroyForcibly);
        if (!left.isEmpty()) {
            throw new AssertionError("left behind: " + left + "\n" + log());
        }
    }

    /** Those of {@code processes} that still run; a zombie that its new parent has not reaped yet does not. */
    static List<ProcessHandle> left(List<ProcessHandle> processes) {
        return processes.stream().filter(NavigatorProcess::runs).toList();
    }

    /** As {@link #left} has it. */
    static boolean runs(ProcessHandle process) {
        try {
            return process.isAlive()
                    && !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException e) {
            return false; // gone between the two looks
        }
    }

    /** Ports for tests. */
    static final class Ports {

        private Ports() {}

        static int free() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /** The first of {@code count} ports outside the range the system hands out by itself. */
        static int freeRange(int count) throws IOException {
            for (int first = 11_000 + (int) (ProcessHandle.current().pid() % 50) * 100;
                    first < 30_000;
                    first += count) {
                if (unused(first, count)) {
                    return first;
                }
            }
            throw new IOException("no " + count + " free ports in a row");
        }

        private static boolean unused(int first, int count) {
            for (int port = first; port < first + count; port++) {
                if (!unused(port)) {
                    return false;
                }
            }
            return true;
        }

        static boolean unused(int port) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
