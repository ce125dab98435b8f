package dev.rill.retrieval.document.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileKindTest {
    private static final String TEXT = "Ferns like the shade.\n";

    private static FileKind kind(byte[] content) {
        return FileKind.of("note", content);
    }

    @Test
    void zerosAreNoTextInTwoBytesACharacter() {
        FileKind.Unread none = new FileKind.Unread("it is no text, and such files are not read");
        List<byte[]> contents = new ArrayList<>(List.of(new byte[2], new byte[4_096], new byte[1 << 20],
                Arrays.copyOf(TEXT.getBytes(US_ASCII), 200), Arrays.copyOf(TEXT.getBytes(UTF_16LE), 200),
                Arrays.copyOf(new byte[]{(byte) 0xFF, (byte) 0xFE}, 512),
                Arrays.copyOf(new byte[]{(byte) 0xFE, (byte) 0xFF}, 512),
                TEXT.getBytes(Charset.forName("UTF-32LE")), TEXT.getBytes(Charset.forName("UTF-32BE"))));
        for (int i = 0; i < contents.size(); i++) {
            assertEquals(none, kind(contents.get(i)), "of number " + i);
        }
    }

    @Test
    void textInTwoBytesACharacterIsText() {
        for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("x-UTF-16LE-BOM"))) {
            for (String text : List.of(TEXT, TEXT + "\0" + TEXT.repeat(10))) {
                assertEquals(new FileKind.Known(DocumentType.TEXT, ".txt", false), kind(text.getBytes(charset)),
                        charset::name);
            }
        }
    }
}
