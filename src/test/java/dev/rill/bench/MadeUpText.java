package dev.rill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Text in words that nobody speaks, as often as a language's are: the second half as often as the first, the
 * third a third as often (Zipf's law). The same text for the same seed. One thread.
 */
final class MadeUpText {
    private static final int WORDS = 30_000;
    private static final int SHORTEST = 4;
    private static final int LETTERS_MORE = 7;
    private static final int WORDS_A_TITLE = 3;
    private static final int WORDS_A_SECTION = 120;
    private static final int WORDS_A_QUESTION = 5;

    private final Random random;
    private final String[] words;

    MadeUpText(long seed) {
        random = new Random(seed);
        Set<String> made = new HashSet<>();
        while (made.size() < WORDS) {
            made.add(madeUp());
        }
        words = made.toArray(String[]::new);
    }

    private String madeUp() {
        StringBuilder word = new StringBuilder();
        for (int left = SHORTEST + random.nextInt(LETTERS_MORE); left > 0; left--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** Documents in Markdown, each section of which makes a passage. */
    void write(Path folder, int documents, int sections) throws IOException {
        for (int document = 0; document < documents; document++) {
            StringBuilder text = new StringBuilder("# ").append(words(WORDS_A_TITLE)).append("\n\n");
            for (int section = 0; section < sections; section++) {
                text.append("## ").append(words(WORDS_A_TITLE)).append("\n\n")
                        .append(words(WORDS_A_SECTION)).append(".\n\n");
            }
            Files.writeString(folder.resolve(document + ".md"), text);
        }
    }

    String question() {
        return "How does " + words(WORDS_A_QUESTION) + " work?";
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    private String word() {
        // the rank's logarithm is as likely as any other
        return words[(int) Math.pow(WORDS, random.nextDouble()) - 1];
    }
}
