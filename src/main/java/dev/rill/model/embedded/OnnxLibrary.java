package dev.rill.model.embedded;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;

/**
 * The native library that runs models, ONNX Runtime. The build has unpacked it beside the program: it would unpack
 * itself into the folder for temporary files, from which programs often may not be run. Platform threads.
 */
final class OnnxLibrary {
    private static final String PATH = "onnxruntime.native.path";
    private static final String NAME = "rill";

    private OnnxLibrary() {
    }

    /**
     * Loads the library where that has not been done. It says nothing of its own to the error output.
     *
     * @throws EmbeddedModelException when the process ends
     */
    static OrtEnvironment load() {
        Path folder = libraries().resolve("onnxruntime").resolve(platform());
        if (System.getProperty(PATH) == null && Files.isDirectory(folder)) {
            System.setProperty(PATH, folder.toString());
        }
        OrtEnvironment environment;
        try {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, NAME);
        } catch (IllegalStateException e) {
            throw ending() ? new EmbeddedModelException("the process ends", true, e) : e;
        }
        keepWhileEnding(environment);
        return environment;
    }

    /** Whether the process has been asked to end: then it takes no more shutdown hooks, and the library wants one. */
    private static boolean ending() {
        Thread hook = Thread.ofPlatform().unstarted(() -> { });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /**
     * The library frees what its sessions need in a shutdown hook of its own, while this server still finishes the
     * answers that are open. It counts who holds it; being held once more, it stays until the process has ended.
     */
    private static void keepWhileEnding(OrtEnvironment environment) {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method hold = environment.getClass().getDeclaredMethod("createHandle", long.class, int.class, String.class);
            hold.setAccessible(true);
            hold.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL.getValue(), NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the library is of another version", e);
        }
    }

    /** The folder {@code libs} beside {@code rill.jar}, or beside the folder of the classes. */
    static Path libraries() {
        CodeSource source = OnnxLibrary.class.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString())).resolveSibling("libs");
    }

    /** As the library's artifact names it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux") + "-"
                + (machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine);
    }
}
