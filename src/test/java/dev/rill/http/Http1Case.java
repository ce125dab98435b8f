package dev.rill.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code http1/rfc9112.txt}: what is sent over a connection of HTTP/1, and what has to come of it.
 *
 * @param section of RFC 9112, or of 9110 with its number before
 * @param answers the statuses that have to come, in this order
 * @param open    whether another request is served behind it
 * @param text    the row's last column, for people
 * @param bytes   what it stands for
 */
record Http1Case(String section, List<Integer> answers, boolean open, String text, byte[] bytes) {
    /** The name of the thread that a hidden request would create. */
    static final String HIDDEN = "hidden";

    private static final Path FILE = Path.of("src/test/resources/http1/rfc9112.txt");
    private static final String HIDDEN_REQUEST = create(HIDDEN);
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)}");
    private static final Pattern OCTET = Pattern.compile("\\\\(?:x([0-9a-f]{2})|(.))");

    static List<Http1Case> all() throws IOException {
        return Files.readAllLines(FILE).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Http1Case::of).toList();
    }

    /** A whole request that creates a thread of that name. */
    static String create(String name) {
        String body = "{\"name\":\"" + name + "\"}";
        return "POST /threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static Http1Case of(String line) {
        String[] columns = line.split("\\| ", 4);
        return new Http1Case(columns[0].strip(),
                Arrays.stream(columns[1].strip().split(" ")).map(Integer::valueOf).toList(),
                columns[2].strip().equals("open"), columns[3], bytes(columns[3]));
    }

    private static byte[] bytes(String text) {
        String whole = REPEATED.matcher(text.replace("~", "\r\n")).replaceAll(
                match -> "x".repeat(Integer.parseInt(match.group(1))));
        return OCTET.matcher(whole).replaceAll(match -> match.group(1) != null
                        ? Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16)))
                        : switch (match.group(2)) {
                            case "r" -> "\r";
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "0" -> "\0";
                            default -> "\\\\";
                        })
                .replace("{hiddenLength}", Integer.toString(HIDDEN_REQUEST.length()))
                .replace("{hiddenChunk}", Integer.toHexString(HIDDEN_REQUEST.length()) + "\r\n" + HIDDEN_REQUEST
                        + "\r\n")
                .replace("{hidden}", HIDDEN_REQUEST).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return section + ": " + text;
    }
}
