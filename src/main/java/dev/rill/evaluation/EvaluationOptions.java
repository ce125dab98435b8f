package dev.rill.evaluation;

import dev.rill.evaluation.question.Threshold;
import dev.rill.rights.Readers;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line says. Immutable; any thread.
 *
 * @param questions  the YAML file; empty where {@code beir} is given
 * @param documents  the folder, where it is not the configured one
 * @param server     the running server that is asked instead
 * @param key        for that server
 * @param index      where the index is kept from run to run
 * @param earlier    the JSON of a run to compare with
 * @param beir       a folder with corpus, queries and judgements in the format of the BEIR benchmark
 * @param readers    user:ID and group:NAME, as whom the documents are read
 * @param thresholds beside those of the file
 */
public record EvaluationOptions(Optional<Path> questions, Optional<Path> documents, Optional<URI> server,
                                Optional<String> key, Optional<Path> index, Optional<Path> json, Optional<Path> html,
                                Optional<Path> earlier, Optional<Path> beir, boolean searchOnly, boolean judge,
                                boolean misses, Set<String> readers, List<Threshold> thresholds) {

    /** How it is called. */
    public static final String USAGE = """
            java -jar rill.jar evaluate QUESTIONS.yaml [OPTION]...
            Asks the questions of a file and measures what comes. The manual's page about evaluation describes the file.

              --documents FOLDER   the documents; else RILL_DOCUMENTS, else the manual
              --server URL         asks a running server instead
              --key KEY            for that server; @FILE takes it from a file
              --index FOLDER       keeps the index there, so that the next run need not make it
              --as NAME            reads the documents as user:ID or group:NAME may; may be repeated
              --search-only        measures the search and makes no answers
              --judge              asks the configured model whether each answer is useful
              --threshold F=V      what has to be reached, such as hit@1=80%, de.quoted=0.7 or p99=500ms; may be repeated
              --compare FILE       an earlier run's JSON to compare with
              --json FILE          writes the figures and every question as JSON
              --html FILE          writes a page with plots and every question
              --misses             lists the questions that did not go well
              --beir FOLDER        instead of QUESTIONS.yaml: corpus.jsonl, queries.jsonl and qrels/test.tsv

            Ends with 0, 1 where a threshold is missed, 2 where a file or an option is wrong, 3 where it could not be run.
            """;

    /** What became of reading. */
    public sealed interface Reading {

        record Read(EvaluationOptions options) implements Reading {
        }

        /** Whoever called wants to know how to. */
        record Help() implements Reading {
        }

        /** @param error a sentence */
        record Invalid(String error) implements Reading {
            /** Without the sentence, which may hold what was written on the command line. */
            @Override
            public String toString() {
                return "Invalid[]";
            }
        }
    }

    /** @param arguments behind the verb */
    public static Reading read(List<String> arguments) {
        try {
            return arguments.contains("--help") || arguments.contains("-h") ? new Reading.Help()
                    : new Reading.Read(new Builder().read(arguments));
        } catch (BadOptionException e) {
            return new Reading.Invalid(e.getMessage());
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "EvaluationOptions[questions=" + questions + ", documents=" + documents + ", server=" + server + "]";
    }

    private static final class BadOptionException extends RuntimeException {
        BadOptionException(String message) {
            super(message);
        }
    }

    private static final class Builder {
        private Optional<Path> questions = Optional.empty();
        private Optional<Path> documents = Optional.empty();
        private Optional<URI> server = Optional.empty();
        private Optional<String> key = Optional.empty();
        private Optional<Path> index = Optional.empty();
        private Optional<Path> json = Optional.empty();
        private Optional<Path> html = Optional.empty();
        private Optional<Path> earlier = Optional.empty();
        private Optional<Path> beir = Optional.empty();
        private boolean searchOnly;
        private boolean judge;
        private boolean misses;
        private final Set<String> readers = new TreeSet<>();
        private final List<Threshold> thresholds = new ArrayList<>();

        EvaluationOptions read(List<String> arguments) {
            Deque<String> left = new ArrayDeque<>(arguments);
            while (!left.isEmpty()) {
                option(left.pop(), left);
            }
            if (questions.isEmpty() == beir.isEmpty()) {
                throw new BadOptionException("Give a file of questions, or --beir and none.");
            }
            if (server.isPresent() && (documents.isPresent() || index.isPresent() || searchOnly || beir.isPresent())) {
                throw new BadOptionException(
                        "A server has its own documents and index, and answers: --documents, --index, "
                        + "--search-only and --beir do not go with --server.");
            }
            if (server.isPresent() && !readers.isEmpty()) {
                throw new BadOptionException("A server knows by --key who asks; --as does not go with --server.");
            }
            if (key.isPresent() && server.isEmpty()) {
                throw new BadOptionException("--key is for a server; give --server.");
            }
            if (documents.isPresent() && beir.isPresent()) {
                throw new BadOptionException("--beir brings its own documents.");
            }
            return new EvaluationOptions(questions, documents, server, key, index, json, html, earlier, beir,
                    searchOnly || beir.isPresent(), judge, misses, Set.copyOf(readers), List.copyOf(thresholds));
        }

        private void option(String option, Deque<String> left) {
            switch (option) {
                case "--documents" -> documents = Optional.of(path(option, left));
                case "--server" -> server = Optional.of(server(value(option, left)));
                case "--key" -> key = Optional.of(value(option, left));
                case "--index" -> index = Optional.of(path(option, left));
                case "--as" -> {
                    String name = value(option, left);
                    if (!Readers.isName(name)) {
                        throw new BadOptionException("--as wants user:ID or group:NAME, and not " + name + ".");
                    }
                    readers.add(name);
                }
                case "--json" -> json = Optional.of(path(option, left));
                case "--html" -> html = Optional.of(path(option, left));
                case "--compare" -> earlier = Optional.of(path(option, left));
                case "--beir" -> beir = Optional.of(path(option, left));
                case "--search-only" -> searchOnly = true;
                case "--judge" -> judge = true;
                case "--misses" -> misses = true;
                case "--threshold" -> {
                    String text = value(option, left);
                    thresholds.add(Threshold.parse(text).orElseThrow(() -> new BadOptionException("--threshold " + text
                            + ": a figure and " + Threshold.ALLOWED + "; the figures are " + Threshold.figures()
                            + ".")));
                }
                case String unknown when unknown.startsWith("-") ->
                        throw new BadOptionException("There is no option " + unknown + ".");
                case String file when questions.isEmpty() -> questions = Optional.of(path(file));
                case String second -> throw new BadOptionException("One file of questions at a time; " + second
                        + " is a second one.");
            }
        }

        private static String value(String option, Deque<String> left) {
            if (left.isEmpty()) {
                throw new BadOptionException(option + " wants a value.");
            }
            return left.pop();
        }

        private static Path path(String option, Deque<String> left) {
            return path(value(option, left));
        }

        private static Path path(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadOptionException(text + " is no path.");
            }
        }

        private static URI server(String text) {
            try {
                URI uri = URI.create(text);
                if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw new BadOptionException("--server wants an http or https URL, and not " + text + ".");
        }
    }
}
