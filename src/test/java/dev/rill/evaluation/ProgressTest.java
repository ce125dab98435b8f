package dev.rill.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTerminalSeesABarThatIsTakenAway() {
        String shown = shown(StandardCharsets.UTF_8, true);
        assertTrue(shown.contains("Asking ████████████░░░░░░░░░░░░ 2/4, 0 s left  hit@1 50 %"), shown);
        assertTrue(shown.endsWith("\r\u001b[K"), shown);
    }

    @Test
    void aTerminalWithoutUnicodeSeesItInAscii() {
        String shown = shown(StandardCharsets.US_ASCII, true);
        assertTrue(shown.contains("Asking ############............ 2/4, 0 s left"), shown);
    }

    @Test
    void whatIsNoTerminalGetsNothing() {
        assertEquals("", shown(StandardCharsets.UTF_8, false));
    }

    private String shown(Charset charset, boolean terminal) {
        Progress progress = new Progress(new PrintStream(out, true, charset), terminal);
        progress.begin();
        progress.show("Asking", 2, 4, "hit@1 50 %");
        progress.clear();
        return out.toString(charset);
    }
}
