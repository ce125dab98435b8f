package dev.rill;

import dev.rill.config.ConfigLoader;
import dev.rill.config.LoadedConfig;
import dev.rill.config.RillConfig;
import dev.rill.http.connection.ServerTls;
import dev.rill.log.LogSetup;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts Rill from its configuration and stops it when the process is asked to end. */
public final class Main {
    private static final int BAD_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;
    /** How long a start may go on that is no longer wanted. */
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    private Main() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        LogSetup.toTheEnd();
        ServerTls.refuseRenegotiation();
        EndsWithParent.watch();
        switch (ConfigLoader.load(System.getenv(), Path.of(""))) {
            case LoadedConfig.Invalid invalid -> {
                invalid.errors().forEach(System.err::println);
                System.exit(BAD_CONFIGURATION);
            }
            case LoadedConfig.Loaded loaded -> run(loaded.config(), loaded.warnings());
        }
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
