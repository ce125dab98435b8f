package dev.rill;

import dev.rill.config.ConfigLoader;
import dev.rill.config.LoadedConfig;
import dev.rill.config.RillConfig;
import dev.rill.evaluation.EvaluationOptions;
import dev.rill.http.connection.ServerTls;
import dev.rill.log.LogSetup;
import dev.rill.process.EndsWithParent;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts Rill from its configuration and stops it when the process is asked to end; or runs another verb. The process's
 * first thread.
 */
public final class Main {
    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final String USAGE = """
            java -jar rill.jar [VERB]
            Without a verb Rill starts its server, as application.yaml in the working directory and the environment say.

              evaluate QUESTIONS.yaml   asks the questions of a file and measures what comes
              export FILE               writes all threads as JSON lines
              import FILE               puts the threads of an export into the database
              backup FILE               copies the embedded database while its server runs

              VERB --help               tells the options of a verb
              --version                 tells the version

            The settings and everything else are in the manual, which a running server has at /llms.txt.
            """;
    private static final int BAD_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;
    /** How long a start may go on that is no longer wanted. */
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    private Main() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        LogSetup.toTheEnd();
        EndsWithParent.watch();
        switch (List.of(arguments)) {
            case List<String> none when none.isEmpty() -> serve();
            case List<String> verb when verb.getFirst().equals("evaluate") ->
                    System.exit(evaluate(verb.subList(1, verb.size())));
            case List<String> verb when TransferOptions.Verb.of(verb.getFirst()).isPresent() ->
                    System.exit(transfer(TransferOptions.Verb.of(verb.getFirst()).get(), verb.subList(1, verb.size())));
            case List<String> help when HELP.contains(help.getFirst()) -> System.out.print(USAGE);
            case List<String> version when version.getFirst().equals("--version") ->
                    System.out.println("Rill " + Rill.version());
            case List<String> unknown -> {
                System.err.println("There is no " + unknown.getFirst() + ".\n\n" + USAGE.stripTrailing());
                System.exit(BAD_CONFIGURATION);
            }
        }
    }

    private static int transfer(TransferOptions.Verb verb, List<String> arguments) {
        return switch (TransferOptions.read(verb, arguments)) {
            case TransferOptions.Reading.Help _ -> {
                System.out.print(verb.usage());
                yield Transfer.DONE;
            }
            case TransferOptions.Reading.Invalid invalid -> {
                System.err.println(invalid.error() + "\n\n" + verb.usage().stripTrailing());
                yield Transfer.WRONG;
            }
            case TransferOptions.Reading.Read(TransferOptions options) ->
                    switch (ConfigLoader.load(System.getenv(), Path.of(""))) {
                        case LoadedConfig.Invalid invalid -> {
                            invalid.errors().forEach(System.err::println);
                            yield Transfer.WRONG;
                        }
                        case LoadedConfig.Loaded loaded -> transfer(loaded.config(), options);
                    };
        };
    }

    private static int transfer(RillConfig config, TransferOptions options) {
        LogSetup logs = new LogSetup(config.log().format());
        logs.warningsOnly();
        int code = new Transfer(config, options, System.in, System.out, System.err).run();
        Reference.reachabilityFence(logs);
        return code;
    }

    private static void serve() throws InterruptedException {
        ServerTls.refuseRenegotiation();
        switch (ConfigLoader.load(System.getenv(), Path.of(""))) {
            case LoadedConfig.Invalid invalid -> {
                invalid.errors().forEach(System.err::println);
                System.exit(BAD_CONFIGURATION);
            }
            case LoadedConfig.Loaded loaded -> run(loaded.config(), loaded.warnings());
        }
    }

    private static int evaluate(List<String> arguments) throws InterruptedException {
        EvaluationOptions options;
        switch (EvaluationOptions.read(arguments)) {
            case EvaluationOptions.Reading.Read read -> options = read.options();
            case EvaluationOptions.Reading.Help _ -> {
                System.out.print(EvaluationOptions.USAGE);
                return Evaluate.MET;
            }
            case EvaluationOptions.Reading.Invalid invalid -> {
                System.err.println(invalid.error() + "\n\n" + EvaluationOptions.USAGE.stripTrailing());
                return Evaluate.WRONG;
            }
        }
        return switch (ConfigLoader.load(System.getenv(), Path.of(""))) {
            case LoadedConfig.Invalid invalid -> {
                invalid.errors().forEach(System.err::println);
                yield Evaluate.WRONG;
            }
            case LoadedConfig.Loaded loaded -> {
                LogSetup logs = new LogSetup(loaded.config().log().format());
                logs.warningsOnly();
                boolean terminal = System.console() != null && System.console().isTerminal()
                        && !"dumb".equals(System.getenv("TERM"));
                int code = new Evaluate(loaded.config(), options, System.out, System.err, terminal).run();
                Reference.reachabilityFence(logs);
                yield code;
            }
        };
    }

    private static void run(RillConfig config, List<String> warnings) throws InterruptedException {
        LogSetup logs = new LogSetup(config.log().format());
        System.Logger logger = System.getLogger(Main.class.getName());
        warnings.forEach(warning -> logger.log(System.Logger.Level.WARNING, warning));
        CompletableFuture<Rill> started = new CompletableFuture<>();
        CountDownLatch ended = new CountDownLatch(1);
        // before the start, so that who asks it to end meanwhile finds everything closed in order too
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            close(started);
            ended.countDown();
        }));
        try {
            started.complete(Rill.start(config));
        } catch (StartException e) {
            started.cancel(false);
            logger.log(System.Logger.Level.DEBUG, "The start failed", e);
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
        ended.await();
        Reference.reachabilityFence(logs);
    }

    private static void close(CompletableFuture<Rill> started) {
        try {
            started.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS).close();
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            // it has not started, or hangs
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
