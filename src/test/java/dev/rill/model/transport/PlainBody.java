package dev.rill.model.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body as RFC 9112, 6 and 7, frames it, found in all the bytes at once: slow and plain, to compare with.
 *
 * @param whole whether it ended as it should; else {@code bytes} are those that belong to it for certain
 */
record PlainBody(byte[] bytes, boolean whole) {
    private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]++)(?:[\\r; \\t][^\\n]*+)?+\\n");
    private static final Pattern AFTER_DATA = Pattern.compile("\\r*+\\n");
    private static final Pattern TRAILERS = Pattern.compile("(?:\\r*+[^\\r\\n][^\\n]*+\\n)*+\\r*+\\n");

    static PlainBody of(Framing framing, ResponseHead head, byte[] rest) {
        return switch (framing) {
            case Framing.UntilClose _ -> new PlainBody(rest, true);
            case Framing.Length _ -> ofLength(head, rest);
            case Framing.Chunked _ -> ofChunks(new String(rest, StandardCharsets.ISO_8859_1));
        };
    }

    private static PlainBody ofLength(ResponseHead head, byte[] rest) {
        boolean none = head.status() == 204 || head.status() == 304;
        long length = none ? 0 : Long.parseLong(head.header("Content-Length"));
        return length > rest.length ? new PlainBody(rest, false)
                : new PlainBody(Arrays.copyOf(rest, (int) length), true);
    }

    private static PlainBody ofChunks(String rest) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        for (;;) {
            Matcher size = SIZE.matcher(rest).region(at, rest.length());
            if (!size.lookingAt()) {
                return new PlainBody(body.toByteArray(), false);
            }
            at = size.end();
            String digits = size.group(1).replaceFirst("^0+", "");
            if (digits.isEmpty()) {
                boolean ended = TRAILERS.matcher(rest).region(at, rest.length()).lookingAt();
                return new PlainBody(body.toByteArray(), ended);
            }
            long wanted = digits.length() > 15 ? Long.MAX_VALUE : Long.parseLong(digits, 16);
            int count = (int) Math.min(wanted, rest.length() - at);
            body.writeBytes(rest.substring(at, at + count).getBytes(StandardCharsets.ISO_8859_1));
            at += count;
            Matcher end = AFTER_DATA.matcher(rest).region(at, rest.length());
            if (count < wanted || !end.lookingAt()) {
                return new PlainBody(body.toByteArray(), false);
            }
            at = end.end();
        }
    }
}
