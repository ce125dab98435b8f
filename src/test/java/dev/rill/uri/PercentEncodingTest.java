package dev.rill.uri;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b+c", "50%", "%2e", "ä #1?.md", "a;b&c=d", "日本語", "😀", "", "/",
        "~*'()!$,:@[]\"<>\\^`{|}\n"})
    void whatIsEncodedIsOneSegmentOfAUriAndDecodesToItself(String text) {
        String encoded = PercentEncoding.encode(text);
        assertEquals(Optional.of(text), PercentEncoding.decode(encoded));
        assertEquals("/x/" + text, URI.create("/x/" + encoded).getPath());
        assertEquals(encoded.replaceAll("%[0-9A-F]{2}|[A-Za-z0-9._~-]", ""), "");
    }

    @Test
    void thePartsOfAPathStayApart() {
        assertEquals("a%20b/%252F/c%3B.md", PercentEncoding.encodePath("a b/%2F/c;.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "100%", "%2", "%zz", "%+1", "%ff", "%C3", "%ed%a0%80"})
    void whatIsNotPercentEncodedIsNotGuessedAt(String text) {
        assertEquals(Optional.empty(), PercentEncoding.decode(text));
    }
}
