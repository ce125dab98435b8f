package dev.rill.retrieval.extraction;

import dev.rill.retrieval.document.ExtractedText;
import dev.rill.retrieval.document.UnreadableDocumentException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that takes text out of files: this program in another virtual machine, with little memory and nothing of
 * this one's environment. A question is what is asked, a length and a file; an answer a mark, a length and UTF-8 or a
 * picture. One thread asks at a time; any may kill it.
 */
final class ExtractionProcess {
    static final int ANSWERED = 0;
    static final int UNREADABLE = 1;
    /** What a virtual machine ends with that has no memory left. */
    private static final int NO_MEMORY = 3;
    private static final int LONGEST_REASON = 300;
    /** A character of the longest text takes up to three bytes. */
    private static final int LONGEST_ANSWER = 3 * ExtractedText.LONGEST + LONGEST_REASON;
    /** What a virtual machine may need of the environment to start. */
    private static final Set<String> ENVIRONMENT = Set.of("SystemRoot", "TEMP", "TMP", "TMPDIR");

    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    private ExtractionProcess(Process process) {
        this.process = process;
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(process.getInputStream());
    }

    static ExtractionProcess start(ExtractionLimits limits) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(limits)).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        return new ExtractionProcess(builder.start());
    }

    private static List<String> command(ExtractionLimits limits) {
        List<String> classes = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classes.add(Path.of(place).toAbsolutePath().toString());
        }
        // its output is for answers: nothing that the virtual machine has to say may stand between them
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:disable",
                "-XX:+DisplayVMOutputToStderr", "-Xmx" + limits.heap() + "m",
                "-XX:MaxNewSize=" + limits.heap() / 8 + "m",
                "-XX:MaxMetaspaceSize=96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData", "-Djava.awt.headless=true",
                "-cp", String.join(File.pathSeparator, classes), ExtractionMain.class.getName());
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /**
     * Asks about a file.
     *
     * @throws UnreadableDocumentException when it has none, or took more than it may
     * @throws IOException                 when the process has ended without an answer, perhaps before it saw the file
     */
    byte[] answer(ExtractionQuestion question, ExtractionLimits limits)
            throws IOException, UnreadableDocumentException {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        Thread.ofVirtual().name("rill-extraction-deadline").start(() -> killAfter(limits.deadline(), answered, late));
        try {
            return asked(question);
        } catch (IOException e) {
            kill();
            if (late.getCount() == 0) {
                throw UnreadableDocumentException.thisTime("it takes longer than " + seconds(limits.deadline())
                        + " to read");
            }
            if (code() == NO_MEMORY) {
                throw UnreadableDocumentException.thisTime("it takes more than " + limits.heap()
                        + " MB of memory to read");
            }
            throw e;
        } finally {
            answered.countDown();
        }
    }

    private byte[] asked(ExtractionQuestion question) throws IOException, UnreadableDocumentException {
        question.write(questions);
        int mark = answers.readUnsignedByte();
        int length = answers.readInt();
        if (length < 0 || length > LONGEST_ANSWER || mark > UNREADABLE) {
            throw new IOException("it does not answer as it should");
        }
        byte[] answer = new byte[length];
        answers.readFully(answer);
        if (mark == UNREADABLE) {
            throw new UnreadableDocumentException(ExtractedText.line(new String(answer, 0,
                    Math.min(length, LONGEST_REASON), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private void killAfter(Duration deadline, CountDownLatch answered, CountDownLatch late) {
        try {
            if (!answered.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                late.countDown();
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Of a process that is being ended. */
    private int code() {
        return process.onExit().join().exitValue();
    }
}
