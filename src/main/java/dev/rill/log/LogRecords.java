package dev.rill.log;

import dev.rill.trace.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.logging.LogRecord;

/** What both formats need of a record. */
final class LogRecords {

    private LogRecords() {
    }

    static Optional<LogFields> fields(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof LogFields fields
                ? Optional.of(fields) : Optional.empty();
    }

    /** Which trace the line is of: it is formatted on the thread that wrote it. */
    static Optional<LogFields> trace() {
        return Trace.span().map(span -> new LogFields().with("traceId", span.traceId()).with("spanId", span.spanId()));
    }

    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
