package dev.rill.http.response;

import dev.rill.uri.PercentEncoding;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a download is called: letters and digits of any script with hyphens between them, so nothing that a header or a
 * file system would take for something else; and the same in ASCII for clients that know no other. Immutable.
 *
 * @param name  in Unicode, composed
 * @param ascii a fallback
 */
public record DownloadName(String name, String ascii) {
    /** In UTF-8 these are 240 bytes at the most; file systems take 255 with the ending. */
    private static final int MAX_CHARACTERS = 60;
    /** Scripts of India and Persian need the joiners inside words. */
    private static final Pattern NOT_FOR_A_NAME = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\u200c\u200d]+");
    private static final Pattern NOT_ASCII_NAME = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,10}");
    /** What turns the direction of writing would show another ending. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}/\\\\]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern ENDS = Pattern.compile("^[-\\p{M}\u200c\u200d]+|[-\u200c\u200d]+$");

    /** Without the name, which is a thread's. */
    @Override
    public String toString() {
        return "DownloadName[" + name.length() + " characters]";
    }

    /** @param otherwise in ASCII, where nothing of the text can be used */
    public static DownloadName of(String text, String otherwise) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String name = cut(NOT_FOR_A_NAME.matcher(lower).replaceAll("-"), otherwise);
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return new DownloadName(name, cut(NOT_ASCII_NAME.matcher(plain).replaceAll("-"), otherwise));
    }

    /** The value of {@code Content-Disposition} for a file that has a name of its own. */
    public static String ofFile(String file) {
        int dot = file.lastIndexOf('.');
        String ending = dot > 0 && ENDING.matcher(file.substring(dot)).matches() ? file.substring(dot) : "";
        String simple = "attachment; filename=\"" + of(file.substring(0, file.length() - ending.length()), "document")
                .ascii() + ending + "\"";
        return simple + "; filename*=UTF-8''" + PercentEncoding.encode(UNSEEN.matcher(file).replaceAll("-"));
    }

    private static String cut(String text, String otherwise) {
        String begun = ENDS.matcher(text).replaceAll("");
        int end = begun.offsetByCodePoints(0, Math.min(MAX_CHARACTERS, begun.codePointCount(0, begun.length())));
        String cut = ENDS.matcher(begun.substring(0, end)).replaceAll("");
        return cut.isEmpty() ? otherwise : cut;
    }

    /**
     * The value of {@code Content-Disposition} (RFC 6266), with {@code filename*} (RFC 8187) where ASCII is not enough.
     *
     * @param ending with its dot, in ASCII
     */
    public String disposition(String ending) {
        String simple = "attachment; filename=\"" + ascii + ending + "\"";
        return name.equals(ascii) ? simple : simple + "; filename*=UTF-8''" + PercentEncoding.encode(name + ending);
    }
}
