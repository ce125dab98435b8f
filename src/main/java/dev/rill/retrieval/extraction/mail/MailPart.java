package dev.rill.retrieval.extraction.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message or a part of one (RFC 5322, RFC 2045): its head, and its body as it stands.
 *
 * @param head the first of each field, by its name in lower case
 * @param body as bytes, one to a character
 */
record MailPart(Map<String, String> head, String body) {
    private static final Pattern FIELD = Pattern.compile("(?m)^([!-9;-~]+):[ \\t]*((?:[^\\n]*)(?:\\n[ \\t][^\\n]*)*)");
    private static final Pattern WORD = Pattern.compile(
            "=\\?([^?*]+)(?:\\*[^?]*)?\\?([BbQq])\\?([^?]*)\\?=(\\s+(?==\\?))?");
    private static final Pattern SOFT_BREAK = Pattern.compile("=[ \\t]*\\n");

    static MailPart of(byte[] content) {
        return of(new String(content, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
    }

    private static MailPart of(String text) {
        int end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
        Map<String, String> head = new HashMap<>();
        Matcher fields = FIELD.matcher(end < 0 ? text : text.substring(0, end));
        while (fields.find()) {
            head.putIfAbsent(fields.group(1).toLowerCase(Locale.ROOT), fields.group(2).replaceAll("\\n[ \\t]+", " ")
                    .strip());
        }
        return new MailPart(head, end < 0 ? "" : text.substring(end + (end == 0 ? 1 : 2)));
    }

    /** In lower case, such as {@code text/plain}. */
    String type() {
        return head.getOrDefault("content-type", "text/plain").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean attached() {
        return head.getOrDefault("content-disposition", "").toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    Optional<String> parameter(String field, String name) {
        Matcher found = Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))")
                .matcher(head.getOrDefault(field, ""));
        return found.find() ? Optional.of(found.group(1) == null ? found.group(2) : found.group(1)) : Optional.empty();
    }

    List<MailPart> parts() {
        List<MailPart> parts = new ArrayList<>();
        Optional<String> boundary = parameter("content-type", "boundary");
        if (boundary.isPresent()) {
            String[] pieces = ("\n" + body).split(Pattern.quote("\n--" + boundary.get()));
            for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
                parts.add(of(pieces[i].substring(pieces[i].indexOf('\n') + 1)));
            }
        }
        return parts;
    }

    /** The body's bytes, without what they were wrapped in for the way. */
    byte[] content() {
        return switch (head.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> quoted(SOFT_BREAK.matcher(body).replaceAll(""));
            default -> body.getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    Charset charset() {
        return charset(parameter("content-type", "charset").orElse("UTF-8"));
    }

    /** A field with the words in it that are encoded as RFC 2047 has it. */
    Optional<String> field(String name) {
        if (!head.containsKey(name)) {
            return Optional.empty();
        }
        String plain = new String(head.get(name).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return Optional.of(WORD.matcher(plain).replaceAll(word -> Matcher.quoteReplacement(new String(
                word.group(2).equalsIgnoreCase("B") ? base64(word.group(3)) : quoted(word.group(3).replace('_', ' ')),
                charset(word.group(1))))));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            bytes.write(low < 0 ? c : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return bytes.toByteArray();
    }

    /** Without the body. */
    @Override
    public String toString() {
        return "MailPart[type=" + type() + "]";
    }
}
