package dev.rill.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A small folder of documents, and questions that find something in it. */
final class Corpus {
    private static final List<String> SUBJECTS = List.of("harbour crane", "tide table", "pilot boat", "customs office",
            "cold store", "grain silo", "rail siding", "fire watch", "night shift", "mooring line", "fuel depot",
            "weather mast");
    private static final List<String> ASPECTS = List.of("inspection", "opening hours", "safety rules", "maintenance",
            "staff", "costs", "history", "emergency", "permits", "noise");
    private static final List<String> ASKED = List.of("What about the %s of the %s?", "Who decides on %s at the %s?",
            "Is there a limit for %s near the %s?", "Explain %s and the %s in a few words.");

    private Corpus() {
    }

    static void write(Path folder, Random random) throws IOException {
        for (String subject : SUBJECTS) {
            StringBuilder text = new StringBuilder("# The ").append(subject).append("\n\n");
            for (String aspect : ASPECTS) {
                text.append("## ").append(aspect).append("\n\n");
                for (int line = 0; line < 6; line++) {
                    text.append("The ").append(subject).append(" has ").append(aspect).append(" number ")
                            .append(random.nextInt(1000)).append(", which the ")
                            .append(SUBJECTS.get(random.nextInt(SUBJECTS.size()))).append(" shares.\n");
                }
                text.append('\n');
            }
            Files.writeString(folder.resolve(subject.replace(' ', '-') + ".md"), text);
        }
    }

    static String question(Random random) {
        return ASKED.get(random.nextInt(ASKED.size())).formatted(ASPECTS.get(random.nextInt(ASPECTS.size())),
                SUBJECTS.get(random.nextInt(SUBJECTS.size())));
    }

    /** A word that questions have. */
    static String word(Random random) {
        return SUBJECTS.get(random.nextInt(SUBJECTS.size())).split(" ")[0];
    }
}
