package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations in the spelling of the Go original start the same applications. */
class GoOriginalIT {

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;
    private Path home;

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
        home = Files.createDirectory(folder.resolve("shop")).toRealPath();
        Files.copy(Apps.PROGRAM, home.resolve("app.py"));
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    /** {@code yaml} with the interpreter, the application's folder and the first port for %1$s, %2$s and %3$d. */
    private void start(String yaml) throws Exception {
        navigator
                .configure(yaml.formatted(Apps.PYTHON, home, navigator.firstAppPort))
                .start();
    }

    private HttpResponse<String> served() throws IOException, InterruptedException {
        HttpResponse<String> answer = navigator.get("/shop/");
        assertEquals(200, answer.statusCode(), answer.body() + navigator.log());
        assertEquals(home.toString(), Apps.said("cwd", answer.body()));
        return answer;
    }

    @Test
    void poolsBelowApplicationsAndATenantsRootRuntimeServerAndArgs() throws Exception {
        start("""
                applications:
                  pools:
                    max_size: 5
                    timeout: 300ms
                    start_port: %3$d
                  tenants:
                    - path: /shop/
                      root: %2$s
                      runtime: %1$s
                      server: app.py
                      args: [--port, "{{port}}", --touch, "port-{{port}}"]
                """);

        String port = Apps.said("port", served().body());

        assertEquals(navigator.firstAppPort, Integer.parseInt(port));
        assertTrue(Files.exists(home.resolve("port-" + port)));
        Await.until(
                "it stops when idle",
                () -> !navigator.logged("Stopping process", "reason=idle").isEmpty());
    }

    @Test
    void mappingsByFramework() throws Exception {
        start("""
                applications:
                  runtime: {web: %1$s, other: false}
                  server: {web: app.py, other: nothing}
                  args:
                    web: [--port, "{{port}}", --touch, started]
                    other: [--nonsense]
                  tenants:
                    - path: /shop/
                      root: %2$s
                      framework: web
                """);

        served();

        assertTrue(Files.exists(home.resolve("started")));
    }

    @Test
    void aMappingForTheFrameworkOfAll() throws Exception {
        start("""
                applications:
                  framework:
                    name: web
                    command: %1$s
                    args: [app.py, --port, "${port}"]
                    app_directory: %2$s
                    port_env_var: HTTP_PORT
                    start_delay: 2s
                  tenants:
                    - name: shop
                """);

        String pid = Apps.said("pid", served().body());

        String environment = Files.readString(Path.of("/proc/" + pid + "/environ"));
        assertTrue(environment.contains("HTTP_PORT=" + navigator.firstAppPort + "\0"), environment);
    }

    @Test
    void healthCheckAndVariables() throws Exception {
        start("""
                applications:
                  health_check: /up?until=gate
                  env: {DATABASE: "${database}", TENANT: "${name}"}
                  tenants:
                    - name: shop
                      root: %2$s
                      command: %1$s
                      args: [app.py, --touch, "${database}"]
                      var: {database: sales}
                """);
        var waiting = navigator.getAsync("/shop/");
        Await.until("it listens", () -> !navigator.logged("listening").isEmpty());
        assertFalse(waiting.isDone());
        Files.createFile(home.resolve("gate"));

        assertEquals(200, waiting.join().statusCode());
        assertTrue(Files.exists(home.resolve("sales")));
        String environment = Files.readString(
                Path.of("/proc/" + Apps.said("pid", waiting.join().body()) + "/environ"));
        assertTrue(environment.contains("DATABASE=sales\0"), environment);
        assertTrue(environment.contains("TENANT=shop\0"), environment);
    }

    @Test
    void startupTimeoutAndStartDelay() throws Exception {
        Instant begin = Instant.now();
        start("""
                applications:
                  tenants:
                    - name: shop
                      root: %2$s
                      command: %1$s
                      args: [app.py, --gate, gate]
                      startup_timeout: 1s
                managed_processes:
                  - name: late
                    command: touch
                    args: [late]
                    start_delay: 2s
                """);

        assertEquals(502, navigator.get("/shop/").statusCode());
        assertFalse(
                navigator.logged("Process start failed", "not ready within 1s").isEmpty(), navigator.log());
        Await.until("the late one has run", () -> Files.exists(folder.resolve("late")));
        assertTrue(Duration.between(begin, Instant.now()).toMillis() >= 2000);
    }
}
