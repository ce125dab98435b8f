package dev.rill.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.launch.Guard;
import dev.rill.stream.Cancellation;
import dev.rill.stream.Cancellation.CancelledException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(Guard.TEST_SECONDS)
class EndingProcessTest {

    @Test
    void aModelThatIsNotLoadedWhenTheProcessIsAskedToEndIsNoFault() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Child.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> said = child.inputReader().readAllLines();
        assertEquals(0, child.waitFor());
        assertEquals(List.of("prepared", "questions: 0", "sentences: 0", "passages: cancelled: DRAINING"), said);
    }

    /** Uses a model for the first time while it ends. */
    static final class Child {

        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(Child::end));
        }

        private static void end() {
            try (EmbeddedModel model = EmbeddedModel.builtin()) {
                Cancellation cancellation = new Cancellation();
                model.load();
                System.out.println("prepared");
                System.out.println("questions: " + model.questions(List.of("Why?"), cancellation).size());
                System.out.println("sentences: " + model.sentences("Why?", List.of("So."), cancellation).size());
                System.out.println("passages: " + model.passages(List.of("So."), cancellation));
            } catch (CancelledException e) {
                System.out.println("passages: " + e.getMessage());
            }
        }
    }
}
