package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rill.faults.access.AccessFaultsTest;
import dev.rill.faults.client.ClientFaultsTest;
import dev.rill.faults.model.ModelServerFaultsTest;
import dev.rill.faults.server.ServerFaultsTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The page about failures says of each row what a user sees, and each row that it has is tested. */
class FaultTableTest {

    @ParameterizedTest
    @ValueSource(classes = {ModelServerFaultsTest.class, ClientFaultsTest.class, ServerFaultsTest.class,
        AccessFaultsTest.class})
    void thePageHasTheRowsThatAreTested(Class<?> table) {
        List<FaultPage.Row> told = FaultPage.rows(table.getAnnotation(FaultTable.class));
        assertEquals(String.join("\n", rows(table)),
                String.join("\n", told.stream().map(FaultPage.Row::name).sorted().toList()));
        told.forEach(row -> assertFalse(row.seen().isEmpty(), row.name()));
    }

    private static List<String> rows(Class<?> table) {
        List<String> names = new ArrayList<>();
        Stream.concat(
                Arrays.stream(table.getDeclaredMethods())
                        .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class)),
                Arrays.stream(table.getDeclaredClasses()).filter(row -> row.isAnnotationPresent(Nested.class)))
                .forEach(row -> names.add(AnnotationSupport.findAnnotation(row, DisplayName.class)
                        .map(DisplayName::value).orElse("has no display name: " + row)));
        return names.stream().sorted().toList();
    }
}
