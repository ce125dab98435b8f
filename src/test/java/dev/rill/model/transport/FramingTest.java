package dev.rill.model.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
            "5;a=b;c=\"d\"\r\nhello\r\n0006\r\n world\r\n000\r\n\r\n",
            "5\nhello\n6\n world\n0\n\n", "5 \r\nhello\r\n6\t\r\n world\r\n0;x\r\nTrailer: y\r\nMore: z\r\n\r\n",
            "B\r\nhello world\r\n0\r\n\r\n"})
    void chunksAreDecodedInPlaceAtEverySplit(String wire) throws ProtocolException {
        byte[] bytes = wire.getBytes(StandardCharsets.US_ASCII);
        for (int split = 0; split <= bytes.length; split++) {
            Framing.Chunked framing = new Framing.Chunked();
            byte[] copy = bytes.clone();
            int first = framing.decode(copy, 0, split);
            String body = new String(copy, 0, first, StandardCharsets.US_ASCII);
            int second = framing.decode(copy, split, bytes.length - split);
            body += new String(copy, split, second, StandardCharsets.US_ASCII);
            assertEquals("hello world", body);
            assertTrue(framing.ended());
            assertFalse(framing.overrun());
        }
        Framing.Chunked framing = new Framing.Chunked();
        StringBuilder body = new StringBuilder();
        for (byte next : bytes) {
            byte[] one = {next};
            assertFalse(framing.ended());
            body.append(new String(one, 0, framing.decode(one, 0, 1), StandardCharsets.US_ASCII));
        }
        assertEquals("hello world", body.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "x\r\n", "-5\r\nhello\r\n", "0x5\r\nhello\r\n", "5\r\nhellohello",
            "5\r\nhello5\r\n", "ffffffffffffffff1\r\n", "5,\r\nhello"})
    void whatIsNoChunkIsRefused(String wire) {
        byte[] bytes = wire.getBytes(StandardCharsets.US_ASCII);
        assertThrows(ProtocolException.class, () -> new Framing.Chunked().decode(bytes, 0, bytes.length));
    }

    @Test
    void extensionsAndTrailersAreBounded() {
        byte[] extension = ("5;" + "x".repeat(9000)).getBytes(StandardCharsets.US_ASCII);
        assertThrows(ProtocolException.class, () -> new Framing.Chunked().decode(extension, 0, extension.length));
        byte[] trailers = ("0\r\n" + "X: y\r\n".repeat(2000)).getBytes(StandardCharsets.US_ASCII);
        assertThrows(ProtocolException.class, () -> new Framing.Chunked().decode(trailers, 0, trailers.length));
    }

    @Test
    void bytesAfterTheEndAreAnOverrun() throws ProtocolException {
        byte[] chunked = "0\r\n\r\nHTTP/1.1".getBytes(StandardCharsets.US_ASCII);
        Framing.Chunked framing = new Framing.Chunked();
        assertEquals(0, framing.decode(chunked, 0, chunked.length));
        assertTrue(framing.ended() && framing.overrun());
        Framing.Length length = new Framing.Length(3);
        assertEquals(3, length.decode("abcd".getBytes(StandardCharsets.US_ASCII), 0, 4));
        assertTrue(length.ended() && length.overrun());
    }
}
