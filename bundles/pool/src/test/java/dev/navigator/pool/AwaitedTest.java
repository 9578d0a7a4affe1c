package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class AwaitedTest {

    private final Awaited<String> service = new Awaited<>(String.class);

    @Test
    void whoAsksWhileTheServiceIsAwayWaitsForTheNext() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
            asking.countDown();
            return service.ask(String::length);
        });
        asking.await();

        service.bind("four");

        assertEquals(4, answer.get());
    }

    @Test
    void whatFailedBecauseTheServiceWentIsAskedOfTheNext() {
        service.bind("old");

        String answer = service.ask(asked -> {
            if (asked.equals("old")) {
                service.unbind("old");
                service.bind("new");
                throw new IllegalStateException("deactivated");
            }
            return asked;
        });

        assertEquals("new", answer);
    }

    @Test
    void whatFailedOtherwiseIsNotAskedAgain() {
        service.bind("only");

        assertThrows(
                IllegalArgumentException.class,
                () -> service.ask(asked -> {
                    throw new IllegalArgumentException("no");
                }));
    }

    @Test
    void unbindingTheOldAfterTheNewKeepsTheNew() {
        service.bind("old");
        service.bind("new");
        service.unbind("old");

        assertEquals("new", service.ask(asked -> asked));
    }

    @Test
    void whatIsKeptStays() {
        service.bind("last");
        service.keep();
        service.unbind("last");

        assertEquals("last", service.ask(asked -> asked));
    }
}
