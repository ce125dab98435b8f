package dev.rill.retrieval.upload;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a file is called that a client has sent: the last part of whatever it says, without what is not seen or means
 * something to a file system. No file has this name on the server's disk. Stateless.
 */
final class FileName {
    private static final int LONGEST = 120;
    private static final int LONGEST_ENDING = 12;
    private static final String OTHERWISE = "document";
    /** Half surrogates, line ends, what turns the direction of writing. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern BEGIN = Pattern.compile("^[\\s.]+");
    private static final Pattern END = Pattern.compile("[\\s.]+$");

    private FileName() {
    }

    static String of(String sent) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String seen = UNSEEN.matcher(Normalizer.normalize(last, Normalizer.Form.NFC)).replaceAll("");
        String name = END.matcher(BEGIN.matcher(seen).replaceFirst("")).replaceFirst("");
        return name.isEmpty() ? OTHERWISE : cut(name);
    }

    private static String cut(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        int kept = LONGEST - ending.codePointCount(0, ending.length());
        return name.substring(0, name.offsetByCodePoints(0, kept)).strip() + ending;
    }
}
