package dev.rill.model.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextCleanerTest {

    @Test
    void aTextThatIsFitIsNotCopied() {
        String text = "äöü – fine\n";
        assertSame(text, new TextCleaner().clean(text));
    }

    @Test
    void theResultIsTheSameAtEverySplit() {
        String dirty = "a\u0000\ud83c\udf89\ud83c\ud83c\udf89\udf89\udf89b\ud83c\u0000\udf89\ud83c";
        String clean = TextCleaner.whole(dirty);
        assertEquals("a🎉\ufffd🎉\ufffd\ufffdb\ufffd\ufffd\ufffd", clean);
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            TextCleaner cleaner = new TextCleaner();
            StringBuilder joined = new StringBuilder();
            for (int at = 0; at < dirty.length();) {
                int to = Math.min(dirty.length(), at + 1 + random.nextInt(4));
                String delta = cleaner.clean(dirty.substring(at, to));
                assertEquals(delta, new String(delta.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                joined.append(delta);
                at = to;
            }
            assertEquals(clean, joined.append(cleaner.end()).toString());
        }
    }
}
