package dev.rill.retrieval.document.decoding;

import dev.rill.retrieval.document.UnreadableDocumentException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes to text: what a byte order mark says, else what the document declares, else UTF-8, else the encoding in which
 * they read like a language. Text with more than a few control characters in it is binary. Stateless.
 */
public final class TextDecoder {
    /** One control character in so many is no sign of a binary file. */
    private static final int STRAY = 1_000;
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16BE_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_16LE_MARK = {(byte) 0xFF, (byte) 0xFE};

    private TextDecoder() {
    }

    /** The text, its line ends all {@code \n}. */
    public static String decode(byte[] content, Optional<Charset> declared) throws UnreadableDocumentException {
        String text = withoutControls(text(content, declared));
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A stray control character is taken for a space. */
    private static String withoutControls(String text) throws UnreadableDocumentException {
        long controls = text.chars().filter(c -> control((char) c)).count();
        if (controls == 0) {
            return text;
        }
        if (controls > 1 + text.length() / STRAY || controls * 10 > text.length()) {
            throw new UnreadableDocumentException("it is binary");
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (control(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    private static String text(byte[] content, Optional<Charset> declared) throws UnreadableDocumentException {
        if (startsWith(content, UTF_8_MARK)) {
            return Encodings.strictly(tail(content, 3), StandardCharsets.UTF_8).orElseThrow(TextDecoder::undecodable);
        }
        if (startsWith(content, UTF_16BE_MARK)) {
            return Encodings.strictly(tail(content, 2), StandardCharsets.UTF_16BE)
                    .orElseThrow(TextDecoder::undecodable);
        }
        if (startsWith(content, UTF_16LE_MARK)) {
            return Encodings.strictly(tail(content, 2), StandardCharsets.UTF_16LE)
                    .orElseThrow(TextDecoder::undecodable);
        }
        return declared.flatMap(charset -> Encodings.strictly(content, charset))
                .or(() -> Encodings.recognised(content))
                .orElseThrow(TextDecoder::undecodable);
    }

    private static UnreadableDocumentException undecodable() {
        return new UnreadableDocumentException("it is not text in a known character encoding");
    }

    private static boolean control(char c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B && c != 0x08 && c != 0x0B;
    }

    private static byte[] tail(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length
                && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }
}
