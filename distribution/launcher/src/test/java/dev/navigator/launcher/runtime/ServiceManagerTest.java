package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.RealScheduler;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {

    @Test
    void aLookThatGoesWrongIsNotTheWatchdogsLastSignOfLife() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        try (RealScheduler scheduler = new RealScheduler()) {
            ServiceManager manager =
                    new ServiceManager(scheduler, Map.of("NOTIFY_SOCKET", "/nowhere", "WATCHDOG_USEC", "20000"));

            manager.keepWatchdogQuiet(() -> {
                looks.countDown();
                throw new IllegalStateException("the framework is being refreshed, on purpose");
            });

            assertTrue(looks.await(10, TimeUnit.SECONDS));
        }
    }
}
