package dev.rill.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rill.model.fake.Answer;
import dev.rill.stream.EventEncoder;
import dev.rill.wire.agui.AgUiLook;
import dev.rill.wire.aisdk.AiSdkLook;
import dev.rill.wire.langgraph.LangGraphLook;
import dev.rill.wire.openai.responses.ResponseForm;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a token costs on its way through the server, in what can be counted: writes and bytes allocated. */
class RelayCostTest {
    private static final int TOKENS = 100;
    /** As many as reads of eight kilobytes make of a hundred chunks, and some more. */
    private static final int MOST_WRITES_AT_ONCE = 8;
    private static final int MOST_BYTES_A_TOKEN = 550;
    /** Each frame of that API says its item's id, in 250 bytes in the place of 70. */
    private static final long MOST_BYTES_A_RESPONSES_TOKEN = 800;
    private static final int MOST_BYTES_AN_ANSWER = 50_000;
    private static final int ANSWERS = 8;

    @TempDir
    private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Relay relay;

    @BeforeEach
    void start() {
        relay = new Relay(folder);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aTokenThatComesAloneIsWrittenBeforeTheNextOneIsThere() throws InterruptedException {
        Arriving client = Arriving.oneByOne(TOKENS);
        answer(client);
        assertEquals(TOKENS, client.tokens());
        assertEquals(TOKENS, client.writes());
    }

    @Test
    void tokensThatHaveComeTogetherShareWrites() throws InterruptedException {
        Arriving client = Arriving.atOnce(TOKENS);
        answer(client);
        assertEquals(TOKENS, client.tokens());
        System.out.println("writes for " + TOKENS + " tokens at once: " + client.writes());
        assertTrue(client.writes() <= MOST_WRITES_AT_ONCE, client.writes() + " writes");
    }

    @Test
    void aTokenAllocatesLittle() {
        long atOnce = bytesPerToken(false);
        long oneByOne = bytesPerToken(true);
        System.out.println("bytes allocated a token: " + atOnce + " at once, " + oneByOne + " one by one");
        assertTrue(atOnce <= MOST_BYTES_A_TOKEN, atOnce + " bytes");
        assertTrue(oneByOne <= MOST_BYTES_A_TOKEN, oneByOne + " bytes");
    }

    @Test
    void aTokenInTheFormOfTheAiSdkAllocatesNoMore() {
        assertLittle("the AI SDK", AiSdkLook::encoder, "a\":\" token");
    }

    @Test
    void aTokenInTheFormOfAgUiAllocatesNoMore() {
        assertLittle("AG-UI", AgUiLook::encoder, "a\":\" token");
    }

    @Test
    void aTokenInTheFormOfOpenAisResponsesAllocatesItsLongerFrameAndNoMore() {
        assertLittle("the Responses API", ResponseForm::encoder, "delta\":\" token", MOST_BYTES_A_RESPONSES_TOKEN);
    }

    @Test
    void aTokenInTheFormOfLangGraphAllocatesNoMore() {
        assertLittle("LangGraph", LangGraphLook::encoder, "t\":\" token");
    }

    /** @param letters of a token's frame, and of no other */
    private void assertLittle(String client, Supplier<EventEncoder> encoders, String letters) {
        assertLittle(client, encoders, letters, MOST_BYTES_A_TOKEN);
    }

    private void assertLittle(String client, Supplier<EventEncoder> encoders, String letters, long most) {
        long less = bytes(() -> inForm(10, encoders, letters));
        long bytes = (bytes(() -> inForm(TOKENS + 10, encoders, letters)) - less) / TOKENS;
        System.out.println("bytes allocated a token for " + client + ": " + bytes);
        assertTrue(bytes <= most, bytes + " bytes");
    }

    private Runnable inForm(int tokens, Supplier<EventEncoder> encoders, String letters) {
        Arriving client = Arriving.oneByOne(tokens).toldBy(letters);
        Answer script = client.script();
        return () -> {
            relay.answer(script, client, encoders.get());
            assertEquals(tokens, client.writes());
        };
    }

    @Test
    void anAnswerAllocatesLittleBesideItsTokens() {
        long bytes = bytes(1, true);
        System.out.println("bytes allocated an answer of one token: " + bytes);
        assertTrue(bytes <= MOST_BYTES_AN_ANSWER, bytes + " bytes");
    }

    /** On a virtual thread, which does not wait for ever for a token that does not come. */
    private void answer(Arriving client) throws InterruptedException {
        Thread.ofVirtual().start(() -> relay.answer(client.script(), client)).join();
    }

    /** The difference that tokens make, so that what an answer costs once does not count. */
    private long bytesPerToken(boolean oneByOne) {
        return (bytes(TOKENS + 10, oneByOne) - bytes(10, oneByOne)) / TOKENS;
    }

    /** Allocated by this thread for one answer: the least of some, as the first ones load classes. */
    private long bytes(int tokens, boolean oneByOne) {
        return bytes(() -> {
            Arriving client = oneByOne ? Arriving.oneByOne(tokens) : Arriving.atOnce(tokens);
            Answer script = client.script();
            return () -> relay.answer(script, client);
        });
    }

    private long bytes(Supplier<Runnable> answers) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ANSWERS; i++) {
            Runnable answer = answers.get();
            long before = threads.getCurrentThreadAllocatedBytes();
            answer.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
