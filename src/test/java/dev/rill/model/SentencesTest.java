package dev.rill.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            One ends here. Two follows. => One ends here.|Two follows.
            Is it so? Yes! It is. => Is it so?|Yes!|It is.
            She said “Stop. Go on.” Then she left. => She said “Stop. Go on.”|Then she left.
            The word is "done." It ends. => The word is "done."|It ends.
            See [the page. It helps](https://a.example/x.html?y=1). Next. => See [the page. It helps](https://a.example/x.html?y=1).|Next.
            Use `a.b. C` here. It works. => Use `a.b. C` here.|It works.
            **Mind this. And that.** The rest. => **Mind this. And that.**|The rest.
            It is *very. Important* here. End. => It is *very. Important* here.|End.
            Some (e.g. Linux) do. Others don't. => Some (e.g. Linux) do.|Others don't.
            Ask Dr. Smith or Mr. J. Doe. They know. => Ask Dr. Smith or Mr. J. Doe.|They know.
            Set it, i.e. Once, vs. Twice. Done. => Set it, i.e. Once, vs. Twice.|Done.
            Version 1.2.3 is out. Get v2.0. Now. => Version 1.2.3 is out.|Get v2.0.|Now.
            It goes on ... and on. End. => It goes on ... and on.|End.
            Das gilt z. B. Montags. Sonst nicht. => Das gilt z. B. Montags.|Sonst nicht.
            Es beginnt am 3. Mai und endet im Juni. Danach ist Schluss. => Es beginnt am 3. Mai und endet im Juni.|Danach ist Schluss.
            Er sagte: „Nein. Nie.“ Dann ging er. => Er sagte: „Nein. Nie.“|Dann ging er.
            C'est p. ex. Paris. Voilà. => C'est p. ex. Paris.|Voilà.
            これは最初の文です。次の文です。 => これは最初の文です。|次の文です。
            彼は「そうだ。行こう。」と言った。終わり。 => 彼は「そうだ。行こう。」と言った。|終わり。
            这是第一句。第二句在这里！完。 => 这是第一句。|第二句在这里！|完。
            It ends. `code` begins the next. => It ends.|`code` begins the next.
            """)
    void aParagraphIsSplitWhereSentencesEnd(String paragraph, String sentences) {
        assertEquals(List.of(sentences.split("\\|")), Sentences.of(paragraph));
    }

    @Test
    void nothingIsLostOfAnyParagraph() {
        String[] parts = {"Word", ". ", "! ", "e.g.", "\"", "“", "”", "(", ")", "[a](b)", "`", "**", "*", "_", "。",
                "」", "「", " ", "\n", "1.", "x"};
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertEquals(text.toString().replaceAll("\\s+", ""),
                    String.join("", Sentences.of(text.toString())).replaceAll("\\s+", ""));
            assertTrue(Sentences.of(text.toString()).stream().noneMatch(String::isBlank));
        }
    }
}
