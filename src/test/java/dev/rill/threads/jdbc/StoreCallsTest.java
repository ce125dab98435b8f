package dev.rill.threads.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.launch.Guard;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCallsTest {

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "25P03"})
    void workThatTheDatabaseRolledBackIsTriedAgain(String state) {
        assertEquals(2, attemptsUntilItWorks(state));
    }

    @Test
    void workOfWhichNobodyKnowsWhetherItWasDoneIsNotTriedAgain() {
        assertThrows(StoreUnavailableException.class, () -> attemptsUntilItWorks("08006"));
    }

    private static int attemptsUntilItWorks(String state) {
        Dialect dialect = new PostgresDatabase("jdbc:postgresql://localhost/none", Guard.TIME).dialect();
        try (StoreCalls calls = new StoreCalls(Guard.TIME, 1, dialect)) {
            AtomicInteger attempts = new AtomicInteger();
            return calls.upkeep(() -> {
                if (attempts.incrementAndGet() == 1) {
                    throw new SQLException("ended", state);
                }
                return attempts.get();
            });
        }
    }
}
