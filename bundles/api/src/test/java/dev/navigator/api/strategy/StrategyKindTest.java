package dev.navigator.api.strategy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StrategyKindTest {

    @ParameterizedTest
    @EnumSource
    void isRegisteredUnderAnInterfaceThatIsThere(StrategyKind kind) throws ClassNotFoundException {
        assertTrue(Class.forName(kind.service()).isInterface());
    }
}
