package dev.rill;

import dev.rill.config.ConfigLoader;
import dev.rill.config.LoadedConfig;
import dev.rill.config.RillConfig;
import dev.rill.log.LogSetup;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts Rill from its configuration and stops it when the process is asked to end. */
public final class Main {
    private static final int BAD_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;

    private Main() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        LogSetup.toTheEnd();
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
        Rill rill;
        try {
            rill = Rill.start(config);
        } catch (StartException e) {
            logger.log(System.Logger.Level.DEBUG, "The start failed", e);
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            rill.close();
            ended.countDown();
        }));
        ended.await();
        Reference.reachabilityFence(logs);
    }
}
