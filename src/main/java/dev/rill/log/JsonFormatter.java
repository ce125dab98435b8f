package dev.rill.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line for machines. */
final class JsonFormatter extends Formatter {
    private final JsonFactory json = new JsonFactory();

    @Override
    public String format(LogRecord record) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("timestamp", record.getInstant().toString());
            out.writeStringField("level", record.getLevel().getName());
            out.writeStringField("logger", record.getLoggerName());
            var fields = LogRecords.fields(record);
            out.writeStringField("message", fields.isPresent() ? record.getMessage() : formatMessage(record));
            if (fields.isPresent()) {
                write(out, fields.get());
            }
            Optional<LogFields> trace = LogRecords.trace();
            if (trace.isPresent()) {
                write(out, trace.get());
            }
            if (record.getThrown() != null) {
                out.writeStringField("error", LogRecords.stackTrace(record.getThrown()));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static void write(JsonGenerator out, LogFields fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.values().entrySet()) {
            if (field.getValue() instanceof Long number) {
                out.writeNumberField(field.getKey(), number);
            } else {
                out.writeStringField(field.getKey(), String.valueOf(field.getValue()));
            }
        }
    }
}
