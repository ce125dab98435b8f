package dev.rill.bench.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of an answer, made once: chunks as OpenAI sends them, each framed as an HTTP chunk of its own. */
public final class Chunks {
    private static final String[] WORDS = {"The", " answer", " depends", " on", " your", " set", "up", ":", "\\n\\n",
        "1", ".", " Open", " the", " \\\"", "settings", "\\\"", " page", ",", " caf\\u00e9", " or", " not", ".",
        "\\n", "2", ".", " Wait", " until", " it", " says", " **", "ready", "**", ".", " Größe", " 日本", " 🚀",
        " and", " that", " is", " all", "."};
    private static final String START = "data: {\"id\":\"chatcmpl-CjQ3mVx81kPzN0rTbWyUeLs5aHdF2\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1780000000,\"model\":\"simulated-1\","
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_50906f2aac\",\"choices\":[";
    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream; charset=utf-8\r
            Cache-Control: no-cache\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final ByteBuffer head;
    private final ByteBuffer[] tokens = new ByteBuffer[WORDS.length];
    private final ByteBuffer tail;

    public Chunks() {
        head = direct(HEAD.getBytes(StandardCharsets.US_ASCII),
                chunk(choice("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null", "null", 4)));
        for (int i = 0; i < WORDS.length; i++) {
            tokens[i] = direct(chunk(choice("\"content\":\"" + WORDS[i] + "\"", "null", 16 - WORDS[i].length())));
        }
        tail = direct(chunk(choice("", "\"stop\"", 6)),
                chunk(START + "],\"usage\":{\"prompt_tokens\":42,\"completion_tokens\":200,\"total_tokens\":242},"
                        + "\"obfuscation\":\"\"}\n\n"),
                chunk("data: [DONE]\n\n"), "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Where the pieces begin: the head, one piece a token, the tail. */
    public static int pieces(int tokenCount) {
        return tokenCount + 2;
    }

    /** The bytes of a piece, whose position and limit are the caller's. One thread. */
    public ByteBuffer piece(int index, int tokenCount) {
        return (index == 0 ? head : index <= tokenCount ? tokens[(index - 1) % tokens.length] : tail).clear();
    }

    private static String choice(String delta, String finish, int padding) {
        return START + "{\"index\":0,\"delta\":{" + delta + "},\"logprobs\":null,\"finish_reason\":" + finish
                + "}],\"usage\":null,\"obfuscation\":\"" + "x".repeat(padding) + "\"}\n\n";
    }

    private static byte[] chunk(String event) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(bytes);
        framed.writeBytes(new byte[] {'\r', '\n'});
        return framed.toByteArray();
    }

    private static ByteBuffer direct(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return ByteBuffer.allocateDirect(all.size()).put(all.toByteArray()).clear();
    }
}
