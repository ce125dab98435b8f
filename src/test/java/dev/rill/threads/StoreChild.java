package dev.rill.threads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A store in a process of its own, which can be killed. It prints a line for each thing that is durable. Started with
 * the data folder, a URL (empty: the embedded database), whether it is a replica, and what to do.
 */
public final class StoreChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private StoreChild(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static StoreChild start(Backend backend, String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), StoreChild.class.getName(),
                backend.folder().toString(), backend.url(), backend.settings().replicas() ? "replica" : "alone"));
        command.addAll(List.of(what));
        return new StoreChild(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Returns when the answer stands with this text and its server has been killed. */
    public static void askAndDie(Backend backend, String owner, String threadId, String answerId, String part)
            throws IOException, InterruptedException {
        sayAndDie(backend, "asked", "ask", owner, threadId, answerId, part);
    }

    /** Returns when it has done this, has said so, and has been killed. */
    static void sayAndDie(Backend backend, String said, String... what) throws IOException, InterruptedException {
        try (StoreChild child = start(backend, what)) {
            String line = child.line();
            if (!said.equals(line)) {
                throw new IOException("the child said " + line);
            }
        }
    }

    /** @return null at its end */
    String line() throws IOException {
        return output.readLine();
    }

    /** Returns when none of its threads runs any more. */
    void stop() throws IOException, InterruptedException {
        signal("STOP");
        while (!isStopped()) {
            Thread.sleep(1);
        }
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("kill says " + status);
        }
    }

    private boolean isStopped() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads) {
                if (!isStopped(thread)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The state is the letter after the name, which is in brackets. */
    private static boolean isStopped(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (NoSuchFileException e) {
            return true; // it has ended
        }
    }

    /** What it has printed can still be read, which {@link Process#destroyForcibly} would not allow. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Kills it. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Backend alone = args[1].isEmpty() ? Backend.embedded(folder) : Backend.postgres(folder, args[1]);
        Backend backend = args[2].equals("replica") ? alone.replica("child") : alone;
        String[] what = Arrays.copyOfRange(args, 3, args.length);
        ThreadStore store;
        try {
            store = backend.open();
        } catch (ThreadStore.CannotOpenException e) {
            System.out.println(e.getMessage());
            return;
        }
        switch (what[0]) {
            case "ask" -> {
                Talk talk = new Talk(store, what[1]);
                talk.ask(what[2], what[3], "one");
                store.checkpoint(List.of(new ThreadStore.Checkpoint(what[3], 0, what[4])));
                System.out.println("asked");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "answer" -> {
                Talk talk = new Talk(store, what[1]);
                talk.ask(what[2], what[3], "one");
                talk.answer(what[3], what[4]);
                System.out.println("answered");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "delete" -> {
                new Talk(store, what[1]).ask(what[2], what[3], "one");
                store.delete(what[1], what[2]);
                System.out.println("deleted");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "write" -> {
                for (Thread writer : new Writers(what[1]).start(store, System.out::println, () -> false)) {
                    writer.join();
                }
            }
            default -> throw new IllegalArgumentException(what[0]);
        }
    }
}
