package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.testing.EvictionPolicyContract;
import dev.navigator.testing.InstanceSelectorContract;
import dev.navigator.testing.ScalingPolicyContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PoolPoliciesTest {

    @Nested
    class Concurrency extends ScalingPolicyContract {
        @Override
        protected ScalingPolicy policy() {
            return new ConcurrencyScaling();
        }

        @Test
        void oneMoreWhenAllAreFullAndNoneIsOnItsWay() {
            assertEquals(1, desired(0, 0, 100, 0));
            assertEquals(1, desired(0, 1, 100, 0));
            assertEquals(2, desired(1, 0, 1, 5));
            assertEquals(1, desired(1, 0, 1, 4));
            assertEquals(3, desired(2, 1, 50, 10));
        }
    }

    @Nested
    class QueueDepth extends ScalingPolicyContract {
        @Override
        protected ScalingPolicy policy() {
            return new QueueDepthScaling();
        }

        @Test
        void asManyAsTheRequestsFill() {
            assertEquals(3, desired(1, 0, 6, 5));
            assertEquals(2, desired(1, 0, 5, 5));
            assertEquals(4, desired(4, 0, 1, 5));
        }
    }

    @Nested
    class QueueDepthOfOne extends ScalingPolicyContract {
        @Override
        protected ScalingPolicy policy() {
            return new QueueDepthScaling();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("requests", "1");
        }

        @Test
        void theDepthMayBeChosen() {
            assertEquals(6, desired(1, 0, 5, 1));
        }
    }

    @Nested
    class Fixed extends ScalingPolicyContract {
        @Override
        protected ScalingPolicy policy() {
            return new FixedScaling();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("instances", "4");
        }

        @Test
        void alwaysTheSame() {
            assertEquals(4, desired(0, 0, 1, 0));
            assertEquals(4, desired(4, 0, 100, 20));
        }
    }

    @Nested
    class LeastBusyOne extends InstanceSelectorContract {
        @Override
        protected InstanceSelector selector() {
            return new LeastBusy();
        }

        @Test
        void theFirstOfTheLeastBusy() {
            assertEquals(1, select(3, 1, 2, 1));
            assertEquals(0, select(0, 0));
        }
    }

    @Nested
    class OneAfterTheOther extends InstanceSelectorContract {

        private final InstanceSelector selector = new RoundRobin();

        @Override
        protected InstanceSelector selector() {
            return selector;
        }

        @Test
        void eachHasItsTurn() {
            int first = select(0, 0, 0);

            assertEquals((first + 1) % 3, select(9, 9, 9));
            assertEquals((first + 2) % 3, select(0, 0, 0));
            assertEquals(first, select(0, 0, 0));
        }
    }

    @Nested
    class KnownByCookie extends InstanceSelectorContract {
        @Override
        protected InstanceSelector selector() {
            return new StickyCookie();
        }

        @Test
        void aStrangerIsLeftToThePool() {
            assertEquals(-1, select(3, 1, 2));
        }
    }

    @Nested
    class KnownByACookieWithOptions extends KnownByCookie {
        @Override
        protected Map<String, String> options() {
            return Map.of("cookie", "SRV", "path", "/shop/", "max_age", "1h", "secure", "true");
        }
    }

    @Nested
    class IdleLongest extends EvictionPolicyContract {
        @Override
        protected EvictionPolicy policy() {
            return new LongestIdle();
        }

        @Test
        void whoeverHasBeenIdleLongest() {
            IdleInstance shop = idle("shop", Duration.ofSeconds(5), 1);
            IdleInstance blog = idle("blog", Duration.ofSeconds(9), 100);

            assertEquals(Optional.of(blog.id()), evict(List.of(shop, blog)));
        }
    }

    @Nested
    class UsedLeast extends EvictionPolicyContract {
        @Override
        protected EvictionPolicy policy() {
            return new LeastUsed();
        }

        @Test
        void whoeverServedLeastAndAmongEqualsHasBeenIdleLongest() {
            IdleInstance shop = idle("shop", Duration.ofSeconds(5), 1);
            IdleInstance blog = idle("blog", Duration.ofSeconds(9), 100);
            IdleInstance wiki = idle("wiki", Duration.ofSeconds(7), 1);

            assertEquals(Optional.of(wiki.id()), evict(List.of(shop, blog, wiki)));
        }
    }
}
