package dev.rill.log;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line a record for people; line breaks in messages are shown as such, so that nobody can forge a line. */
final class TextFormatter extends Formatter {

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(160);
        line.append(record.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ')
                .append(record.getLevel().getName()).append(' ')
                .append(record.getLoggerName()).append(": ")
                .append(message(record).replace("\r", "\\r").replace("\n", "\\n"));
        LogRecords.fields(record).ifPresent(fields ->
                line.append(' ').append(fields.toString().replace("\r", "\\r").replace("\n", "\\n")));
        LogRecords.trace().ifPresent(trace -> line.append(' ').append(trace));
        line.append(System.lineSeparator());
        if (record.getThrown() != null) {
            line.append(LogRecords.stackTrace(record.getThrown()));
        }
        return line.toString();
    }

    private String message(LogRecord record) {
        return LogRecords.fields(record).isPresent() ? record.getMessage() : formatMessage(record);
    }
}
