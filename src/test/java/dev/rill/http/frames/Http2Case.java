package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One row of {@code http2/cases.txt}.
 *
 * @param answers one for each stream that is answered, and the connection's last word if there is one
 */
record Http2Case(String section, List<String> sent, List<String> answers, boolean staysOpen) {
    private static final String GET = "8286040c2f6865616c74682f6c69766501096c6f63616c686f7374";
    private static final Map<String, Integer> TYPES = Map.of("DATA", 0, "HEADERS", 1, "PRIORITY", 2, "RST_STREAM", 3,
            "SETTINGS", 4, "PUSH_PROMISE", 5, "PING", 6, "GOAWAY", 7, "WINDOW_UPDATE", 8, "CONTINUATION", 9);

    static Stream<Http2Case> all() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/http2/cases.txt")).stream()
                    .filter(line -> !line.startsWith("#")).map(Http2Case::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Http2Case parse(String line) {
        String[] columns = line.split("\\|", -1);
        return new Http2Case(columns[0].strip(), split(columns[1], ";"), split(columns[2], ","),
                columns[3].strip().equals("open"));
    }

    private static List<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    boolean bare() {
        return sent.getFirst().equals("bare");
    }

    /** Sends it all. */
    void run(RawHttp2 client) throws IOException {
        for (String step : sent) {
            String[] words = step.split(" ");
            switch (words[0]) {
                case "bare" -> { }
                case "await" -> client.readUntil(() -> client.hasEnded(Integer.parseInt(words[1])));
                case "times" -> {
                    Frame frame = frame(Arrays.copyOfRange(words, 2, words.length));
                    for (int i = Integer.parseInt(words[1]); i > 0; i--) {
                        client.send(frame);
                    }
                }
                default -> client.send(frame(words));
            }
        }
    }

    private static Frame frame(String... words) {
        return switch (words[0]) {
            case "frame" -> Frame.of(type(words[1]), hex(words[2]), hex(words[3]),
                    words.length > 4 ? octets(words[4]) : new byte[0]);
            case "long" -> Frame.of(type(words[1]), hex(words[2]), hex(words[3]),
                    new byte[Integer.parseInt(words[4])]);
            case "block" -> Frame.of(Frame.HEADERS, hex(words[2]), hex(words[1]), octets(words[3]));
            case "get" -> headers(5, words[1], fields("GET", "/health/live", words, 2));
            case "post" -> {
                List<HeaderField> fields = fields("POST", "/threads", words, 2);
                fields.add(new HeaderField("content-type", "application/json"));
                yield headers(4, words[1], fields);
            }
            case "twice" -> {
                List<HeaderField> fields = RawHttp2.request("GET", "/health/live");
                fields.addAll(fields.stream().filter(field -> field.name().equals(words[2])).toList());
                yield headers(5, words[1], fields);
            }
            case "trailers" -> {
                List<HeaderField> fields = new ArrayList<>();
                edit(fields, words, 3);
                yield headers(hex(words[2]), words[1], fields);
            }
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static Frame headers(int flags, String stream, List<HeaderField> fields) {
        return Frame.of(Frame.HEADERS, flags, Integer.parseInt(stream), HeaderEncoder.encode(fields));
    }

    private static List<HeaderField> fields(String method, String path, String[] words, int from) {
        List<HeaderField> fields = RawHttp2.request(method, path);
        edit(fields, words, from);
        return fields;
    }

    private static void edit(List<HeaderField> fields, String[] words, int from) {
        for (int i = from; i < words.length; i++) {
            if (words[i].startsWith("-")) {
                String name = words[i].substring(1);
                fields.removeIf(field -> field.name().equals(name));
                continue;
            }
            int split = words[i].indexOf('=');
            HeaderField field = new HeaderField(unescaped(words[i].substring(0, split)),
                    unescaped(words[i].substring(split + 1)));
            int at = field.isPseudo() ? fields.stream().map(HeaderField::name).toList().indexOf(field.name()) : -1;
            if (at < 0) {
                fields.add(field);
            } else {
                fields.set(at, field);
            }
        }
    }

    /** Octets in hexadecimal behind a backslash, and long texts. */
    private static String unescaped(String text) {
        String filled = text.replace("{long}", "/" + "x".repeat(5000));
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < filled.length(); i++) {
            if (filled.charAt(i) == '\\') {
                plain.append((char) Integer.parseInt(filled.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                plain.append(filled.charAt(i));
            }
        }
        return plain.toString();
    }

    private static byte[] octets(String hex) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String part : hex.split("(?=\\{)|(?<=\\})")) {
            octets.writeBytes(switch (part) {
                case "{4000}", "{4128}" -> "v".repeat(Integer.parseInt(part, 1, 5, 10))
                        .getBytes(StandardCharsets.US_ASCII);
                case "{be12000}" -> HexFormat.of().parseHex("be".repeat(12_000));
                default -> HexFormat.of().parseHex(part.equals("{G}") ? GET : part);
            });
        }
        return octets.toByteArray();
    }

    private static int type(String name) {
        return TYPES.containsKey(name) ? TYPES.get(name) : hex(name);
    }

    private static int hex(String text) {
        return Integer.parseUnsignedInt(text, 16);
    }

    @Override
    public String toString() {
        return section + ": " + String.join("; ", sent);
    }
}
