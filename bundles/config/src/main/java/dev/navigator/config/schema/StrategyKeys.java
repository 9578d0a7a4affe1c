package dev.navigator.config.schema;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The keys that choose strategies. The one for {@link StrategyKind#ROUTER}, who decides before there is a tenant, is the server's. */
public final class StrategyKeys {

    private static final Map<StrategyKind, Key<StrategyChoice>> BY_KIND = byKind();

    /** For each kind that a tenant may choose. */
    static final List<Key<StrategyChoice>> OF_TENANT = List.copyOf(BY_KIND.values());

    public static final Key<StrategyChoice> PROCESS_RESTART = Key.of(
                    StrategyKind.RESTART.key(),
                    Types.strategy(StrategyKind.RESTART),
                    Effect.NEXT_DECISION,
                    "The strategy that spaces its restarts.")
            .or(StrategyChoice.ANY, "the highest ranking one: 1 s, doubling, at most 60 s");

    public static final Key<StrategyChoice> ROUTER =
            key(StrategyKind.ROUTER).or(StrategyChoice.ANY, "the highest ranking one, else the longest path");

    private StrategyKeys() {}

    /** Kinds in a fixed order, with their keys. */
    public static Map<StrategyKind, Key<StrategyChoice>> ofTenant() {
        return BY_KIND;
    }

    private static Map<StrategyKind, Key<StrategyChoice>> byKind() {
        Map<StrategyKind, Key<StrategyChoice>> keys = new EnumMap<>(StrategyKind.class);
        for (StrategyKind kind : StrategyKind.values()) {
            if (kind != StrategyKind.ROUTER) {
                keys.put(kind, key(kind).by("the highest ranking one"));
            }
        }
        return keys;
    }

    private static Key<StrategyChoice> key(StrategyKind kind) {
        Effect effect = kind == StrategyKind.LAUNCH ? Effect.DEPLOYMENT : Effect.NEXT_DECISION;
        return Key.of(kind.key(), Types.strategy(kind), effect, "The strategy that " + task(kind) + ".");
    }

    private static String task(StrategyKind kind) {
        return switch (kind) {
            case PORT_SELECTOR -> "chooses the port of an instance";
            case LAUNCH -> "says which command starts an instance";
            case READINESS -> "finds out whether an instance can take requests";
            case RESTART -> "spaces starts that keep failing";
            case SCALING -> "says how many instances there should be";
            case INSTANCE_SELECTOR -> "chooses the instance that serves a request";
            case EVICTION -> "chooses whom to stop when this tenant needs room";
            case ROUTER -> "says which tenant a request belongs to";
        };
    }
}
