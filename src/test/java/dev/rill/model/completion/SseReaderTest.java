package dev.rill.model.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.SplitInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The syntax of event streams as the WHATWG text has it, however the bytes are split over reads. */
class SseReaderTest {

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("data: a\n\ndata: b\n\n", "a", "b"),
                stream("data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
                stream("data: a\r\rdata: b\r\r", "a", "b"),
                stream("data: a\r\n\ndata: b\n\r\ndata: c\r\r\n", "a", "b", "c"),
                stream("\ufeffdata: a\n\n", "a"),
                stream("\ufeff\ufeffdata: a\n\ndata: b\n\n", "b"),
                stream("\n\n\r\r\n\ndata: a\n\n", "a"),
                stream("data:a\n\n", "a"),
                stream("data:  a\n\n", " a"),
                stream("data: a\ndata: b\ndata:c\n\n", "a\nb\nc"),
                stream("data: a\r\ndata: b\r\n\r\n", "a\nb"),
                stream("data: a\n: comment\nid: 7\nretry: 5\ndata: b\n\n", "a\nb"),
                stream(": comment\n\n:\n\n: data: x\n\n"),
                stream("event: message\ndata: a\n\n", "a"),
                stream("event: error\ndata: a\n\ndata: b\n\n", "!a", "b"),
                stream("event: error\n\ndata: b\n\n", "b"),
                stream("data\n\n", ""),
                stream("data:\n\n", ""),
                stream("data:\ndata\n\n", "\n"),
                stream("data: a\n\n data: b\n\nDATA: c\n\ndatas: d\n\nxdata: e\n\n", "a"),
                stream("data: a:b: c\n\n", "a:b: c"),
                stream("unknown\n\ndata: a\n\n", "a"),
                stream("data: a\n\ndata: never ended", "a"),
                stream("data: a\n\ndata: never ended\n", "a"),
                stream("data: a\n\ndata: never ended\r", "a"),
                stream("data: äöü € 🎉 \u0000 \u0085\u2028\n\n", "äöü € 🎉 \u0000 \u0085\u2028"),
                stream(bytes(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x61, 0xc3, 0x0a, 0x0a), "\ufffda\ufffd"),
                // a lead without its continuation, half a surrogate pair, overlong, beyond Unicode, cut off
                stream(concat("data:", 0xe2, 0x82, 0x41, 0xed, 0xa0, 0x80, 0xc0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xf0,
                        0x9f, 0x0a, 0x0a), "\ufffdA\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"),
                stream(concat("data:a\ndata:", 0xff, 0x0a, 0x0a, 0x64, 0x61, 0x74, 0x61, 0x3a, 0x62, 0x0a, 0x0a),
                        "a\n\ufffd", "b"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void eventsAreTheSameAtEverySplit(byte[] stream, List<String> expected) throws IOException {
        assertEquals(expected, read(stream, List.of()));
        for (int first = 1; first < stream.length; first++) {
            assertEquals(expected, read(stream, List.of(first)), "split at " + first);
            for (int second = first + 1; second < stream.length; second++) {
                assertEquals(expected, read(stream, List.of(first, second)), "split at " + first + " and " + second);
            }
        }
        List<Integer> everywhere = new ArrayList<>();
        for (int i = 1; i < stream.length; i++) {
            everywhere.add(i);
        }
        assertEquals(expected, read(stream, everywhere), "split everywhere");
    }

    @Test
    void longAndShortEventsTakeTurnsInOneBuffer() throws IOException {
        Random random = new Random(7);
        StringBuilder stream = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String line = "x".repeat(random.nextInt(i % 20 == 0 ? 60_000 : 700)) + i;
            boolean two = random.nextBoolean();
            stream.append(random.nextBoolean() ? ": c\n" : "").append("data: ").append(line)
                    .append(two ? "\r\ndata: two" : "").append("\n\n");
            expected.add(two ? line + "\ntwo" : line);
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20; round++) {
            List<Integer> splits = random.ints(40, 1, bytes.length).sorted().distinct().boxed().toList();
            assertEquals(expected, read(bytes, splits));
        }
    }

    @Test
    void aLineOfOneMebibyteIsTakenAndALongerOneIsNot() throws IOException {
        String most = "x".repeat(SseReader.MOST_BYTES - 6);
        assertEquals(List.of(most), read(("data: " + most + "\n\n").getBytes(), List.of()));
        assertThrows(ProtocolException.class, () -> read(("data: " + most + "x\n\n").getBytes(), List.of()));
        assertThrows(ProtocolException.class, () -> read((": " + most.repeat(2)).getBytes(), List.of()));
        String half = "data: " + "x".repeat(SseReader.MOST_BYTES / 2) + "\n";
        assertThrows(ProtocolException.class, () -> read((half + half + "\n").getBytes(), List.of()));
    }

    @Test
    void commentsWithoutEndTakeNoRoom() throws IOException {
        byte[] comments = ": 0123456789 0123456789 0123456789\n".repeat(1000).getBytes();
        SseReader reader = new SseReader(new ByteArrayInputStream(comments));
        while (reader.fill()) {
            assertEquals(false, reader.next());
        }
        assertTrue(reader.bytes().length <= 16 * 1024, reader.bytes().length + " bytes");
    }

    private static List<String> read(byte[] stream, List<Integer> splits) throws IOException {
        SseReader reader = new SseReader(new SplitInput(stream, splits));
        List<String> events = new ArrayList<>();
        do {
            while (reader.next()) {
                events.add((reader.named() ? "!" : "")
                        + new String(reader.bytes(), reader.dataFrom(), reader.dataLength(),
                        StandardCharsets.UTF_8));
            }
        } while (reader.fill());
        return events;
    }

    private static Arguments stream(String stream, String... events) {
        return stream(stream.getBytes(StandardCharsets.UTF_8), events);
    }

    private static Arguments stream(byte[] stream, String... events) {
        return Arguments.of(stream, List.of(events));
    }

    private static byte[] concat(String start, int... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(bytes(rest));
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
