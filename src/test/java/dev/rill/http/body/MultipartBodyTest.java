package dev.rill.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartBodyTest {
    private static final String BOUNDARY = "----x";

    @Test
    void partsComeAsTheyWereSentInWhateverPieces() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<byte[]> sent = new ArrayList<>();
            StringBuilder body = new StringBuilder(round % 3 == 0 ? "preamble\r\n" : "");
            for (int part = random.nextInt(4); part >= 0; part--) {
                String content = content(random);
                sent.add(content.getBytes(StandardCharsets.ISO_8859_1));
                body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"f\"; filename=\"")
                        .append(part).append("\"\r\n\r\n").append(content).append("\r\n");
            }
            body.append("--").append(BOUNDARY).append("--\r\nepilogue");
            byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
            MultipartBody form = new MultipartBody(inPieces(bytes, 1 + random.nextInt(50)), BOUNDARY);
            List<byte[]> come = new ArrayList<>();
            for (Optional<MultipartBody.Part> part = form.next(); part.isPresent(); part = form.next()) {
                come.add(part.get().content().readAllBytes());
            }
            assertEquals(sent.stream().map(Arrays::toString).toList(), come.stream().map(Arrays::toString).toList());
        }
    }

    /** With what is nearly the boundary in it. */
    private static String content(Random random) {
        StringBuilder content = new StringBuilder();
        for (int piece = random.nextInt(200); piece > 0; piece--) {
            content.append(List.of("\r", "\n", "\r\n", "--", BOUNDARY, "\r\n--", "\r\n------", "x", "\0", "\u00ff")
                    .get(random.nextInt(10)));
        }
        return content.toString().replace("\r\n--" + BOUNDARY, "") .replace("\r\n--" + BOUNDARY, "");
    }

    private static InputStream inPieces(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, most));
            }
        };
    }

    @Test
    void aPartThatNobodyReadsIsPassedOver() throws IOException {
        MultipartBody form = form("--b\r\nA: 1\r\n\r\nxyz\r\n--b\r\nContent-Disposition: form-data; name=n\r\n\r\nv\r\n"
                + "--b--");
        form.next();
        MultipartBody.Part second = form.next().orElseThrow();
        assertEquals("n", second.name());
        assertEquals("v", new String(second.content().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), form.next());
        assertEquals(Optional.empty(), form.next());
    }

    @Test
    void whatIsNoFormIsRefusedWithoutBeingHeld() {
        for (String wrong : List.of("", "nothing", "--b", "--b\r\n", "--b\r\nA: 1\r\n\r\nxyz", "--b\r\n" + "x".repeat(
                100_000))) {
            assertThrows(MultipartBody.MalformedException.class, () -> {
                MultipartBody form = form(wrong);
                while (form.next().isPresent()) {
                    // its parts are not looked at
                }
            }, wrong);
        }
    }

    @Test
    void aFilesNameIsReadAsClientsWriteIt() {
        assertEquals("a \"b\".md", fileName("form-data; name=\"f\"; filename=\"a \\\"b\\\".md\""));
        assertEquals("a \"b\".md", fileName("form-data; name=f; filename=\"a %22b%22.md\""));
        assertEquals("C:\\x\\y.md", fileName("form-data; filename=\"C:\\x\\y.md\""));
        assertEquals("plain.md", fileName("attachment; filename=plain.md"));
        assertEquals("größe.md", fileName("attachment; filename=\"g.md\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.md"));
        assertEquals(Optional.empty(), ContentDisposition.of("form-data; name=\"x\"").fileName());
    }

    private static String fileName(String header) {
        return ContentDisposition.of(header).fileName().orElseThrow();
    }

    private static MultipartBody form(String body) {
        return new MultipartBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "b");
    }
}
