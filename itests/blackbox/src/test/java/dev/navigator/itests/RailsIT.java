package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Rails application on Puma with Redis and Sidekiq beside it, all from Debian's packages. */
class RailsIT {

    @TempDir
    private Path folder;

    @Test
    void aPageIsServedAndAJobIsDone() throws Exception {
        Tree.copy(Path.of("src/test/resources/rails"), folder.resolve("shop"));
        int redis = NavigatorProcess.Ports.free();
        try (NavigatorProcess navigator =
                NavigatorProcess.in(folder).configure("""
                applications:
                  env:
                    RAILS_ENV: production
                    REDIS_URL: redis://127.0.0.1:%1$d/0
                    PIDFILE: "tmp/pids/${name}.pid"
                  tenants:
                    - name: shop
                      path: /shop/
                      working_dir: shop
                      health_check: /shop/
                managed_processes:
                  - name: redis
                    command: redis-server
                    args:
                      - --port %1$d
                      - --save ""
                    auto_restart: true
                    start_delay: 0
                  - name: sidekiq
                    command: sidekiq
                    args: [-r, ./config/environment.rb, -c, "2"]
                    working_dir: shop
                    env:
                      RAILS_ENV: production
                      REDIS_URL: redis://127.0.0.1:%1$d/0
                    auto_restart: true
                    start_delay: 1
                """.formatted(redis)).start()) {
            HttpResponse<String> page = navigator.get("/shop/");
            HttpResponse<String> order =
                    navigator.send(navigator.request("/shop/orders?id=42").POST(BodyPublishers.noBody()));

            assertEquals(200, page.statusCode(), page.body() + navigator.log());
            assertTrue(page.body().contains("<h1>Shop</h1>"), page.body());
            assertEquals(202, order.statusCode(), order.body());
            Await.until(
                    "the job is done",
                    () -> navigator.get("/shop/orders/42").body().startsWith("done by"));
            assertTrue(navigator
                            .logged("managed_processes", "Starting process", "name=redis")
                            .size()
                    == 1);

            List<ProcessHandle> children = navigator.children();
            assertEquals(0, navigator.stop());
            assertEquals(List.of(), NavigatorProcess.left(children));
        }
    }
}
