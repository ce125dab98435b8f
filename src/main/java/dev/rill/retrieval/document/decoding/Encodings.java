package dev.rill.retrieval.document.decoding;

import dev.rill.words.LanguageDetector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Recognises the character encoding of a text that does not say it: UTF-8 and UTF-16 by their form, others by
 * reading the text in each: only in the right one does it hold a language together. Stateless; any thread.
 */
final class Encodings {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    /** The likelier before the others, which have to read better. */
    private static final List<String> ONE_BYTE = List.of("windows-1252", "windows-1251", "windows-1250", "KOI8-R",
            "windows-1253", "windows-1254", "windows-1257", "windows-1256", "ISO-8859-2", "ISO-8859-5", "IBM866",
            "IBM850",
            "x-MacRoman");
    private static final List<String> SEVERAL_BYTES =
            List.of("windows-31j", "EUC-JP", "GB18030", "Big5", "x-windows-949");
    /** Of other scripts than Latin. What is too short to read like a language is told by the shape of its words. */
    private static final List<String> OTHER_SCRIPTS =
            List.of("windows-1251", "KOI8-R", "windows-1253", "IBM866", "ISO-8859-5");
    private static final double WELL_SHAPED = 0.95;
    /** Below it, what looks like a language is chance. */
    private static final double SHAPED = 0.7;
    private static final int SAMPLE = 40_000;
    /** One byte in so many of a text in UTF-8 may be broken. */
    private static final int BROKEN = 1_000;
    /** Of a text in which nothing tells a language, bytes that are no ASCII are at the most one in so many. */
    private static final int FOREIGN = 4;
    private static final int SHORT = 200;

    private static final LanguageDetector LANGUAGES = new LanguageDetector();

    private Encodings() {
    }

    /** Empty where it is none that is known, or no text. */
    static Optional<String> recognised(byte[] content) {
        if (escapes(content)) {
            Optional<String> japanese = strictly(content, Charset.forName("ISO-2022-JP"));
            if (japanese.isPresent()) {
                return japanese;
            }
        }
        return withoutMark(content).or(() -> strictly(content, StandardCharsets.UTF_8)).or(() -> nearlyUtf8(content))
                .or(() -> byLanguage(content));
    }

    static Optional<String> strictly(byte[] content, Charset charset) {
        try {
            return Optional.of(decoder(charset, CodingErrorAction.REPORT).decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static CharsetDecoder decoder(Charset charset, CodingErrorAction onError) {
        return charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
    }

    private static boolean escapes(byte[] content) {
        for (int i = 0; i + 2 < content.length; i++) {
            if (content[i] == 0x1B && content[i + 1] == '$' && (content[i + 2] == 'B' || content[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    /** UTF-16 in which every second byte of most letters is 0. */
    private static Optional<String> withoutMark(byte[] content) {
        int length = Math.min(content.length, SAMPLE) & ~1;
        int first = 0;
        int second = 0;
        for (int i = 0; i < length; i += 2) {
            first += content[i] == 0 ? 1 : 0;
            second += content[i + 1] == 0 ? 1 : 0;
        }
        boolean pairs = content.length % 2 == 0 && length >= 8;
        if (pairs && second * 5 > length && first * 50 < length) {
            return strictly(content, StandardCharsets.UTF_16LE);
        }
        return pairs && first * 5 > length && second * 50 < length ? strictly(content, StandardCharsets.UTF_16BE)
                : Optional.empty();
    }

    /** A text in UTF-8 some bytes of which are broken: more of it is whole than in any other encoding. */
    private static Optional<String> nearlyUtf8(byte[] content) {
        try {
            String text = decoder(StandardCharsets.UTF_8, CodingErrorAction.REPLACE).decode(ByteBuffer.wrap(content))
                    .toString();
            long broken = text.chars().filter(c -> c == '\uFFFD').count();
            long foreign = text.chars().filter(c -> c > 127).count();
            return broken * 10 <= foreign && broken <= 3 + content.length / BROKEN
                    ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> byLanguage(byte[] content) {
        Optional<String> best = Optional.empty();
        double certainty = 0;
        for (String name : SEVERAL_BYTES) {
            Optional<String> text = Charset.isSupported(name)
                    ? strictly(content, Charset.forName(name)) : Optional.empty();
            double reads = text.map(EastAsian::reads).orElse(0.0);
            if (reads > certainty) {
                certainty = reads;
                best = text;
            }
        }
        for (String name : ONE_BYTE) {
            Optional<String> text = Charset.isSupported(name)
                    ? strictly(content, Charset.forName(name)) : Optional.empty();
            double reads = text.flatMap(LANGUAGES::spelled).map(LanguageDetector.Found::certainty).orElse(0.0)
                    * text.map(WordShape::of).filter(shape -> shape >= SHAPED).orElse(0.0);
            if (reads > certainty * 1.1) {
                certainty = reads;
                best = text;
            }
        }
        if (best.isPresent()) {
            return best;
        }
        boolean plain = mostlyPlain(content);
        // one letter has no shape
        return (plain || content.length == 1 ? Optional.<String>empty() : byShape(content))
                .or(() -> strictly(content, WINDOWS_1252).filter(_ -> plain || content.length < SHORT));
    }

    private static Optional<String> byShape(byte[] content) {
        Optional<String> best = Optional.empty();
        double certainty = WELL_SHAPED;
        for (String name : OTHER_SCRIPTS) {
            Optional<String> text = Charset.isSupported(name)
                    ? strictly(content, Charset.forName(name)) : Optional.empty();
            double shape = text.map(WordShape::of).orElse(0.0);
            if (shape > certainty) {
                certainty = shape;
                best = text;
            }
        }
        return best;
    }

    private static boolean mostlyPlain(byte[] content) {
        int foreign = 0;
        for (byte b : content) {
            foreign += b < 0 ? 1 : 0;
        }
        return foreign * FOREIGN < content.length;
    }
}
