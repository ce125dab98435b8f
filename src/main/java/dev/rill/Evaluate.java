package dev.rill;

import dev.rill.chat.investigation.ChatWorkflow;
import dev.rill.config.RillConfig;
import dev.rill.config.SourceConfig;
import dev.rill.evaluation.Evaluation;
import dev.rill.evaluation.EvaluationOptions;
import dev.rill.evaluation.Judge;
import dev.rill.evaluation.Progress;
import dev.rill.evaluation.question.BeirFolder;
import dev.rill.evaluation.question.QuestionFile;
import dev.rill.evaluation.question.QuestionSet;
import dev.rill.evaluation.question.Threshold;
import dev.rill.evaluation.report.Comparison;
import dev.rill.evaluation.report.EarlierRun;
import dev.rill.evaluation.report.HtmlReport;
import dev.rill.evaluation.report.JsonReport;
import dev.rill.evaluation.report.Report;
import dev.rill.evaluation.report.TableReport;
import dev.rill.evaluation.score.Score;
import dev.rill.evaluation.target.ObservedSearch;
import dev.rill.evaluation.target.SearchTarget;
import dev.rill.evaluation.target.ServerTarget;
import dev.rill.evaluation.target.Target;
import dev.rill.evaluation.target.WorkflowTarget;
import dev.rill.process.Closing;
import dev.rill.process.ScratchFolder;
import dev.rill.retrieval.DocumentLibrary;
import dev.rill.retrieval.embedded.EmbeddedIndex;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.Reader;
import dev.rill.storage.FileFault;
import dev.rill.storage.StorageThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verb {@code evaluate}: makes the parts that are measured, measures them, and tells. Used by one thread. */
final class Evaluate {
    static final int MET = 0;
    static final int MISSED = 1;
    static final int WRONG = 2;
    static final int NOT_RUN = 3;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** Vectors that do not come for so long do not come. */
    private static final Duration NO_VECTORS = Duration.ofMinutes(2);
    private static final int STORAGE_THREADS = 4;

    private final RillConfig config;
    private final EvaluationOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    /** @param terminal whether {@code err} is a terminal */
    Evaluate(RillConfig config, EvaluationOptions options, PrintStream out, PrintStream err, boolean terminal) {
        this.config = config;
        this.options = options;
        this.out = out;
        this.err = err;
        this.progress = new Progress(err, terminal);
    }

    /** An input is not as it should be; a sentence a line. */
    private static final class WrongInputException extends Exception {
        WrongInputException(String message) {
            super(message);
        }
    }

    /** @return what the process should end with */
    int run() throws InterruptedException {
        try (Closing closing = new Closing()) {
            Path scratch = closing.add(new ScratchFolder()).path();
            QuestionSet set = questions();
            checkReports();
            Optional<EarlierRun> earlier = options.earlier().isEmpty() ? Optional.empty()
                    : Optional.of(EarlierRun.read(options.earlier().get()));
            Models models = closing.add(Models.of(config));
            if (options.judge() && !config.model().configured()) {
                throw new WrongInputException("--judge wants a model: set OPENAI_API_KEY or OPENAI_BASE_URL.");
            }
            Target target = closing.add(target(models, scratch, closing));
            Optional<Judge> judge = options.judge() ? Optional.of(new Judge(models.chat())) : Optional.empty();
            Evaluation evaluation = new Evaluation(target, judge, progress);
            List<String> unknown = evaluation.unknownFiles(set);
            if (!unknown.isEmpty()) {
                throw new WrongInputException(String.join("\n", unknown));
            }
            List<Score> scores = evaluation.run(set);
            return tell(set, target, judge, scores, earlier);
        } catch (WrongInputException | EarlierRun.NotAReportException | BeirFolder.FormatException e) {
            return failed(e.getMessage(), WRONG);
        } catch (NoSuchFileException e) {
            return failed("There is no file " + e.getFile() + ".", WRONG);
        } catch (Target.TargetException | StartException e) {
            return failed(e.getMessage(), NOT_RUN);
        } catch (IOException e) {
            return failed("A file cannot be read or written" + FileFault.of(e) + ".", NOT_RUN);
        }
    }

    private QuestionSet questions() throws IOException, WrongInputException {
        if (options.beir().isPresent()) {
            return new BeirFolder(options.beir().get()).questions();
        }
        Path file = options.questions().orElseThrow();
        try {
            return switch (QuestionFile.read(file.getFileName().toString(), Files.newBufferedReader(file))) {
                case QuestionFile.Reading.Read(QuestionSet set) -> set;
                case QuestionFile.Reading.Invalid(List<String> errors) ->
                        throw new WrongInputException(String.join("\n", errors));
            };
        } catch (MalformedInputException e) {
            throw new WrongInputException(file + " is not text in UTF-8.");
        }
    }

    /** Before an hour of questions, and not behind it. */
    private void checkReports() throws WrongInputException {
        for (Path report : Stream.concat(options.json().stream(), options.html().stream()).toList()) {
            Path folder = report.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new WrongInputException("There is no folder " + folder + " for the report.");
            }
            if (Files.isDirectory(report) || !Files.isWritable(Files.exists(report) ? report : folder)) {
                throw new WrongInputException("The report " + report + " cannot be written.");
            }
        }
    }

    private Target target(Models models, Path scratch, Closing closing)
            throws IOException, InterruptedException, WrongInputException {
        if (options.server().isPresent()) {
            return new ServerTarget(options.server().get(), key());
        }
        Optional<Path> folder = options.documents().or(() -> config.documents().folder());
        if (options.beir().isPresent()) {
            progress.show("Writing the documents");
            folder = Optional.of(Files.createDirectory(scratch.resolve("documents")));
            new BeirFolder(options.beir().get()).writeDocuments(folder.get());
        }
        DocumentSource source = source(folder, folder.isEmpty() ? config.documents().sources() : List.of(), scratch);
        closing.add(source);
        source.start();
        source.awaitFirstFetch();
        StorageThreads storage = closing.add(new StorageThreads("evaluation", STORAGE_THREADS));
        DocumentIndex index = closing.add(EmbeddedIndex.open(source, options.index().orElse(scratch).resolve("index"),
                models.embedder(), storage));
        await(index);
        DocumentLibrary seen = index.seenBy(new Reader(options.readers()));
        String documents = options.beir().or(options::documents).or(() -> config.documents().folder())
                .map(path -> path.toAbsolutePath().normalize().toString())
                .orElse(config.documents().sources().isEmpty() ? "the manual" : "the sources "
                        + config.documents().sources().stream().map(SourceConfig::name)
                        .collect(Collectors.joining(", ")));
        if (options.searchOnly()) {
            return new SearchTarget(documents + " (search only)", seen);
        }
        ObservedSearch search = new ObservedSearch(seen);
        return new WorkflowTarget(documents + " (" + models.chat().name() + ")",
                new ChatWorkflow(models.chat(), _ -> search, models.reranking(), config.chat()),
                !config.model().configured(), search, seen);
    }

    private DocumentSource source(Optional<Path> folder, List<SourceConfig> sources, Path scratch)
            throws WrongInputException {
        try {
            return DocumentSources.of(new RillConfig.Documents(folder, config.documents().readers(), sources,
                    config.documents().uploads()),
                    Optional.empty(), scratch.resolve("sources"), config.network());
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(e.getMessage());
        }
    }

    private Optional<String> key() throws IOException {
        Optional<String> key = options.key();
        return key.isPresent() && key.get().startsWith("@")
                ? Optional.of(Files.readString(Path.of(key.get().substring(1))).strip()) : key;
    }

    private void await(DocumentIndex index) throws InterruptedException {
        while (!index.awaitFirstPass(LOOK_EVERY)) {
            progress.show("Indexing, " + index.count() + " documents so far");
        }
        int left = index.withoutVectors().orElse(0);
        long since = System.nanoTime();
        while (left > 0) {
            progress.show("Making vectors, " + left + " passages left");
            Thread.sleep(LOOK_EVERY);
            int now = index.withoutVectors().orElse(0);
            if (now < left) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > NO_VECTORS.toNanos()) {
                progress.clear();
                err.println(now + " passages have no vectors; the figures are those of a search without them.");
                break;
            }
            left = now;
        }
        progress.clear();
    }

    private int tell(QuestionSet set, Target target, Optional<Judge> judge, List<Score> scores,
                     Optional<EarlierRun> earlier) throws IOException {
        List<Threshold> thresholds = new ArrayList<>(set.thresholds());
        options.thresholds().forEach(given -> {
            thresholds.removeIf(threshold -> threshold.figure() == given.figure()
                    && threshold.group().equals(given.group()));
            thresholds.add(given);
        });
        Report report = Report.of(Instant.now().truncatedTo(ChronoUnit.SECONDS), Rill.version(), set.name(),
                target.description(), judge.map(Judge::name), scores, thresholds);
        Optional<Comparison> comparison = earlier.map(run -> Comparison.of(report, run));
        out.print(TableReport.of(report, comparison, options.misses()));
        if (options.json().isPresent()) {
            JsonReport.write(report, options.json().get());
        }
        if (options.html().isPresent()) {
            HtmlReport.write(report, comparison, options.html().get());
        }
        return report.met() ? MET : MISSED;
    }

    private int failed(String message, int code) {
        progress.clear();
        err.println(message);
        return code;
    }
}
