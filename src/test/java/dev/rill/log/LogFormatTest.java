package dev.rill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogFormatTest {

    @Test
    void aLineOfJsonHasTheFieldsAsMembersAndNumbersAsNumbers() {
        LogRecord record = record("stream ended", new LogFields().with("outcome", "com\"plete").with("tokens", 12));
        JsonNode json = JsonMapper.shared().readTree(new JsonFormatter().format(record));
        assertEquals("stream ended", json.get("message").stringValue());
        assertEquals("com\"plete", json.get("outcome").stringValue());
        assertEquals(12, json.get("tokens").intValue());
        assertEquals("INFO", json.get("level").stringValue());
    }

    @Test
    void aLineOfTextCannotBeForgedByALineBreak() {
        String line = new TextFormatter().format(record("a\n2026 INFO forged", null));
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("a\\n2026 INFO forged"));
    }

    private static LogRecord record(String message, LogFields fields) {
        LogRecord record = new LogRecord(Level.INFO, message);
        record.setLoggerName("test");
        if (fields != null) {
            record.setParameters(new Object[] {fields});
        }
        return record;
    }
}
