package dev.rill.model.openai;

import java.util.ArrayList;
import java.util.List;

/**
 * Event streams read as the WHATWG text says it, word by word and with no care for speed: HTML, 9.2.6, and the UTF-8
 * decoder of Encoding, 8.1.1.
 */
final class WhatwgEvents {

    /** @param error whether the event's type is {@code error} */
    record Event(boolean error, String data) {
    }

    private WhatwgEvents() {
    }

    static List<Event> of(byte[] stream) {
        String text = decode(stream);
        List<Event> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        String type = "";
        boolean hasData = false;
        for (String line : lines(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            if (line.isEmpty()) {
                if (hasData) {
                    events.add(new Event(type.equals("error"), data.substring(0, data.length() - 1)));
                }
                data.setLength(0);
                hasData = false;
                type = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            if (field.equals("data")) {
                data.append(value).append('\n');
                hasData = true;
            } else if (field.equals("event")) {
                type = value;
            }
        }
        return events;
    }

    /** Those that are ended. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(from, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        return lines;
    }

    private static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int codePoint = 0;
        int seen = 0;
        int needed = 0;
        int lower = 0x80;
        int upper = 0xbf;
        for (int i = 0; i < bytes.length; i++) {
            int next = bytes[i] & 0xff;
            if (needed == 0) {
                if (next <= 0x7f) {
                    text.append((char) next);
                } else if (next >= 0xc2 && next <= 0xdf) {
                    needed = 1;
                    codePoint = next & 0x1f;
                } else if (next >= 0xe0 && next <= 0xef) {
                    lower = next == 0xe0 ? 0xa0 : lower;
                    upper = next == 0xed ? 0x9f : upper;
                    needed = 2;
                    codePoint = next & 0xf;
                } else if (next >= 0xf0 && next <= 0xf4) {
                    lower = next == 0xf0 ? 0x90 : lower;
                    upper = next == 0xf4 ? 0x8f : upper;
                    needed = 3;
                    codePoint = next & 0x7;
                } else {
                    text.append('\ufffd');
                }
                continue;
            }
            boolean fits = next >= lower && next <= upper;
            lower = 0x80;
            upper = 0xbf;
            if (!fits) {
                needed = 0;
                seen = 0;
                text.append('\ufffd');
                i--; // the byte is looked at again
                continue;
            }
            codePoint = codePoint << 6 | next & 0x3f;
            if (++seen == needed) {
                text.appendCodePoint(codePoint);
                needed = 0;
                seen = 0;
            }
        }
        return needed == 0 ? text.toString() : text.append('\ufffd').toString();
    }
}
