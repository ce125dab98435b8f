package dev.rill.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Writes how the rows of a {@link FaultTable} fared and what was measured to {@code target/faults}: a file a class, a
 * line a row of the page, its columns the table, the row, the outcome and the figures.
 */
final class FaultReport implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final Path FOLDER = Path.of("target/faults");
    private static final Namespace OWN = Namespace.create(FaultReport.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Figures.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RowOutcome row = row(context);
        return (Figures) row::figure;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        row(context).begun();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            row(context).passed();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Class<?> type = context.getRequiredTestClass();
        FaultTable table = type.getDeclaredAnnotation(FaultTable.class);
        if (table == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (FaultPage.Row row : FaultPage.rows(table)) {
            RowOutcome outcome = context.getStore(OWN).get(row.name(), RowOutcome.class);
            if (outcome != null) {
                lines.add(String.join("\t", table.value(), row.name(), outcome.word(), outcome.figures()));
            }
        }
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(type.getSimpleName() + ".tsv"), lines);
    }

    /** A row is what stands right below the table's class. */
    private static RowOutcome row(ExtensionContext context) {
        ExtensionContext row = context;
        while (!isTable(row.getParent())) {
            row = row.getParent().orElseThrow();
        }
        return row.getParent().orElseThrow().getStore(OWN)
                .computeIfAbsent(row.getDisplayName(), _ -> new RowOutcome(), RowOutcome.class);
    }

    private static boolean isTable(Optional<ExtensionContext> context) {
        return context.flatMap(ExtensionContext::getElement)
                .filter(element -> element.isAnnotationPresent(FaultTable.class)).isPresent();
    }
}
