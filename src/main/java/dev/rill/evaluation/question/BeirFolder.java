package dev.rill.evaluation.question;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder in the format of the BEIR benchmark (N. Thakur and others: <i>BEIR: A Heterogeneous Benchmark for Zero-shot
 * Evaluation of Information Retrieval Models</i>, 2021): {@code corpus.jsonl}, {@code queries.jsonl}, and judgements in
 * {@code qrels/test.tsv}. One thread.
 */
public final class BeirFolder {
    private final Path folder;
    private final JsonMapper json = new JsonMapper();

    public BeirFolder(Path folder) {
        this.folder = folder;
    }

    /** A file is not of the format; the message names it with its line. */
    public static final class FormatException extends IOException {
        FormatException(String message) {
            super(message);
        }
    }

    /** Writes each document of the corpus as a file of its own, its title as such. */
    public void writeDocuments(Path target) throws IOException {
        lines("corpus.jsonl", entry -> {
            String title = entry.path("title").stringValue("").strip();
            String text = (title.isEmpty() ? "" : "---\ntitle: " + json.writeValueAsString(title) + "\n---\n\n")
                    + entry.path("text").stringValue("") + "\n";
            Files.writeString(target.resolve(file(entry.path("_id").stringValue(""))), text);
        });
    }

    /** The queries that are judged. */
    public QuestionSet questions() throws IOException {
        Map<String, Map<String, Integer>> judged = judgements();
        List<EvaluationQuestion> questions = new ArrayList<>();
        lines("queries.jsonl", entry -> {
            String id = entry.path("_id").stringValue("");
            if (judged.containsKey(id)) {
                questions.add(new EvaluationQuestion(id, questions.size() + 1, entry.path("text").stringValue(""),
                        judged.get(id), List.of(), "", Optional.empty(), true));
            }
        });
        return new QuestionSet(folder.getFileName().toString(), questions, List.of(), List.of());
    }

    private Map<String, Map<String, Integer>> judgements() throws IOException {
        Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
        Path file = folder.resolve("qrels").resolve("test.tsv");
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] columns = line.split("\t");
            if (columns.length == 3 && columns[2].matches("-?\\d{1,4}")) {
                int relevance = Integer.parseInt(columns[2]);
                if (relevance > 0) {
                    judged.computeIfAbsent(columns[0], _ -> new LinkedHashMap<>()).put(file(columns[1]), relevance);
                }
            } else if (number > 1) {
                throw new FormatException(file + " line " + number + " has no query, document and relevance");
            }
        }
        return judged;
    }

    private interface Entry {
        void take(JsonNode entry) throws IOException;
    }

    private void lines(String name, Entry each) throws IOException {
        Path file = folder.resolve(name);
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.take(json.readTree(line));
                }
            }
        } catch (JacksonException e) {
            throw new FormatException(file + " line " + number + " is not JSON");
        }
    }

    /** Ids may hold what a file's name may not. */
    private static String file(String id) {
        StringBuilder name = new StringBuilder();
        id.chars().forEach(c -> {
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                name.append((char) c);
            } else {
                name.append('=').append(Integer.toHexString(c));
            }
        });
        return name + ".md";
    }
}
