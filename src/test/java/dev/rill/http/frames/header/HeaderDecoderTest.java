package dev.rill.http.frames.header;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks as RFC 7541 has them in its appendix C. */
class HeaderDecoderTest {
    private static final int BOUND = 16_384;

    @Test
    void requestsWithoutHuffman() {
        HeaderDecoder decoder = new HeaderDecoder(BOUND);
        assertEquals(List.of(":method=GET", ":scheme=http", ":path=/", ":authority=www.example.com"),
                decoded(decoder, "828684410f7777772e6578616d706c652e636f6d"));
        assertEquals(List.of(":method=GET", ":scheme=http", ":path=/", ":authority=www.example.com",
                "cache-control=no-cache"), decoded(decoder, "828684be58086e6f2d6361636865"));
        assertEquals(List.of(":method=GET", ":scheme=https", ":path=/index.html", ":authority=www.example.com",
                "custom-key=custom-value"),
                decoded(decoder, "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"));
    }

    @Test
    void requestsWithHuffman() {
        HeaderDecoder decoder = new HeaderDecoder(BOUND);
        assertEquals(List.of(":method=GET", ":scheme=http", ":path=/", ":authority=www.example.com"),
                decoded(decoder, "828684418cf1e3c2e5f23a6ba0ab90f4ff"));
        assertEquals(List.of(":method=GET", ":scheme=http", ":path=/", ":authority=www.example.com",
                "cache-control=no-cache"), decoded(decoder, "828684be5886a8eb10649cbf"));
        assertEquals(List.of(":method=GET", ":scheme=https", ":path=/index.html", ":authority=www.example.com",
                "custom-key=custom-value"),
                decoded(decoder, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"));
    }

    @Test
    void whatIsEncodedIsDecodedOctetForOctet() {
        StringBuilder octets = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            octets.append(c);
        }
        List<HeaderField> fields = List.of(new HeaderField(":path", "/"),
                new HeaderField("x-octets", octets.toString()),
                new HeaderField("x-long", "v".repeat(300)), new HeaderField("x-none", ""));
        assertEquals(new HeaderBlock.Fields(fields), new HeaderDecoder(BOUND).decode(HeaderEncoder.encode(fields)));
    }

    @Test
    void moreThanTheBoundIsNotKeptAndTheTablesFollow() {
        HeaderDecoder decoder = new HeaderDecoder(BOUND);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(HexFormat.of().parseHex("4001617fa11e"));
        block.writeBytes("v".repeat(4000).getBytes(StandardCharsets.US_ASCII));
        byte[] named = new byte[12_000];
        Arrays.fill(named, (byte) 0xbe);
        block.writeBytes(named);
        HeaderBlock.TooLarge large = assertInstanceOf(HeaderBlock.TooLarge.class, decoder.decode(block.toByteArray()));
        assertEquals(4, large.first().size());
        assertEquals(List.of("a=" + "v".repeat(4000)), decoded(decoder, "be"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "be", "7f", "ff", "ffffffffff7f", "40", "4001", "400161", "40016102", "0001", "3f",
        "3fe21f", "8220", "00018161", "00016184ffffffff", "0001618118"})
    void whatIsBrokenIsCorrupt(String hex) {
        assertInstanceOf(HeaderBlock.Corrupt.class, new HeaderDecoder(BOUND).decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void stringsOfResponsesWithHuffman() {
        // RFC 7541, C.6.1: a response
        assertArrayEquals("https://www.example.com".getBytes(StandardCharsets.US_ASCII),
                Huffman.decode(HexFormat.of().parseHex("9d29ad171863c78f0b97c8e9ae82ae43d3"), 0, 17));
        assertArrayEquals("Mon, 21 Oct 2013 20:13:21 GMT".getBytes(StandardCharsets.US_ASCII),
                Huffman.decode(HexFormat.of().parseHex("d07abe941054d444a8200595040b8166e082a62d1bff"), 0, 22));
    }

    private static List<String> decoded(HeaderDecoder decoder, String hex) {
        HeaderBlock block = decoder.decode(HexFormat.of().parseHex(hex));
        return assertInstanceOf(HeaderBlock.Fields.class, block).fields().stream()
                .map(field -> field.name() + "=" + field.value()).toList();
    }
}
