package dev.rill.http.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How do I stop?         | how-do-i-stop       | how-do-i-stop
            Über Größe & Maß       | über-größe-maß      | uber-gro-e-ma
            Ünïcödé                | ünïcödé             | unicode
            日本語の文書を探す         | 日本語の文書を探す      | thread
            Что нового в версии 2? | что-нового-в-версии-2 | 2
            مرحبا بالعالم          | مرحبا-بالعالم       | thread
            हिन्दी में क्या है           | हिन्दी-में-क्या-है        | thread
            می‌خواهم          | می‌خواهم       | thread
            🚀 launch 🚀            | launch              | launch
            🚀                     | thread              | thread
            ../../etc/passwd       | etc-passwd          | etc-passwd
            a"b;c=d\\e%0d%0a       | a-b-c-d-e-0d-0a     | a-b-c-d-e-0d-0a
            CON                    | con                 | con
            """)
    void lettersOfAnyScriptStayAndNothingElse(String thread, String name, String ascii) {
        DownloadName made = DownloadName.of(thread, "thread");
        assertEquals(name, made.name());
        assertEquals(ascii, made.ascii());
    }

    @Test
    void theUnicodeNameIsEncodedBesideAnAsciiOne() {
        assertEquals("attachment; filename=\"uber-mut.md\"; filename*=UTF-8''%C3%BCber-mut.md",
                DownloadName.of("Über Mut", "thread").disposition(".md"));
        assertEquals("attachment; filename=\"plain.json\"", DownloadName.of("Plain", "thread").disposition(".json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "\u202eexe.md", "\u0000", "\ud800 alone", "a\u2028b", "ı\"; x=\"y"})
    void noCharacterBreaksTheHeader(String thread) {
        String value = DownloadName.of(thread, "thread").disposition(".md");
        assertTrue(value.matches("attachment; filename=\"[a-z0-9-]+\\.md\"(; filename\\*=UTF-8''[A-Za-z0-9%.-]+)?"),
                value);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        DownloadName cut = DownloadName.of("𝒳".repeat(100), "thread");
        assertEquals(60, cut.name().codePointCount(0, cut.name().length()));
        String decoded = URLDecoder.decode(cut.disposition(".md").replaceFirst(".*''", ""), StandardCharsets.UTF_8);
        assertEquals(cut.name() + ".md", decoded);
        assertFalse(decoded.contains("\ufffd"));
    }
}
