package dev.rill.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named values of one log line, in order: the only parameter of a {@link System.Logger} call. Numbers stay numbers in
 * JSON. Never holds what a person or a model wrote. One thread.
 */
public final class LogFields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public LogFields with(String name, String value) {
        values.put(name, value);
        return this;
    }

    public LogFields with(String name, long value) {
        values.put(name, value);
        return this;
    }

    Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }
}
