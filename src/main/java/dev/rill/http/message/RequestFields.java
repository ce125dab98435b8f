package dev.rill.http.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the header lines of one request say about where its body ends (RFC 9112, 6), gathered line by line. For the
 * connection's own thread.
 */
final class RequestFields {
    private static final int MAX_LENGTH_DIGITS = 18;

    private int hosts;
    private long length = -1;
    private String coding;

    /**
     * Takes a line.
     *
     * @param to where CR and LF begin
     * @return why it is none, or null
     */
    MessageFault add(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && Octets.token(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == to || bytes[colon] != ':' || !Octets.fieldValue(bytes, colon + 1, to)) {
            return MessageFault.FIELD;
        }
        return switch (colon - from) {
            case 4 -> host(bytes, from, colon);
            case 14 -> length(bytes, from, colon, to);
            case 17 -> coding(bytes, from, colon, to);
            default -> null;
        };
    }

    private MessageFault host(byte[] bytes, int from, int colon) {
        if (Octets.equalsIgnoringCase(bytes, from, colon, "host")) {
            hosts++;
        }
        return null;
    }

    private MessageFault length(byte[] bytes, int from, int colon, int to) {
        if (!Octets.equalsIgnoringCase(bytes, from, colon, "content-length")) {
            return null;
        }
        String value = value(bytes, colon, to);
        if (length >= 0 || value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return MessageFault.LENGTH;
        }
        if (value.length() > MAX_LENGTH_DIGITS) {
            return MessageFault.BODY_TOO_LARGE;
        }
        length = Long.parseLong(value);
        return null;
    }

    private MessageFault coding(byte[] bytes, int from, int colon, int to) {
        if (Octets.equalsIgnoringCase(bytes, from, colon, "transfer-encoding")) {
            String value = value(bytes, colon, to).toLowerCase(Locale.ROOT);
            coding = coding == null ? value : coding + "," + value;
        }
        return null;
    }

    /** Why these lines are not those of a request, or null. */
    MessageFault fault(int minor) {
        if (hosts > 1 || hosts == 0 && minor > 0) {
            return MessageFault.HOST;
        }
        if (coding == null) {
            return null;
        }
        if (length >= 0) {
            return MessageFault.LENGTH_AND_CODING;
        }
        if (coding.equals("chunked") && minor > 0) {
            return null;
        }
        String[] codings = coding.split(",", -1);
        int chunked = 0;
        for (String one : codings) {
            chunked += one.strip().equals("chunked") ? 1 : 0;
        }
        boolean last = codings[codings.length - 1].strip().equals("chunked");
        return last && chunked == 1 && minor > 0 ? MessageFault.CODING_UNKNOWN : MessageFault.CODING;
    }

    boolean host() {
        return hosts > 0;
    }

    boolean chunked() {
        return coding != null;
    }

    /** Bytes of the body where it is not chunked. */
    long length() {
        return Math.max(0, length);
    }

    private static String value(byte[] bytes, int colon, int to) {
        int from = colon + 1;
        int end = to;
        while (from < end && Octets.blank(bytes[from])) {
            from++;
        }
        while (end > from && Octets.blank(bytes[end - 1])) {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
