package dev.rill.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that is a table of failures.md. Each of its test methods and nested classes is one row: its display name
 * is the row's case as it stands in the page, and {@link FaultTableTest} holds the two against each other. A test that
 * has a parameter of type {@link Figures} can say what it measured.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FaultReport.class)
public @interface FaultTable {
    /** The heading of the table's section in the page. */
    String value();
}
