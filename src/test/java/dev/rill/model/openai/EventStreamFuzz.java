package dev.rill.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.fuzz.FuzzTarget;
import dev.rill.fuzz.SplitInput;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelRequest;
import dev.rill.model.completion.AnswerParts;
import dev.rill.model.completion.ChunkParser;
import dev.rill.model.completion.ChunkReader;
import dev.rill.model.completion.CompletionChunk;
import dev.rill.model.completion.CompletionChunkTree;
import dev.rill.model.completion.SseReader;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A stream has the events that the plain reading of the WHATWG text finds, however it is split; each is a chunk or
 * refused, and its text is what a tree of the same JSON holds.
 */
public final class EventStreamFuzz implements FuzzTarget {
    private static final int ROUNDS = 3;
    private static final int LEAST_BUFFER = 16 * 1024;

    private final ChunkParser parser = new ChunkParser();
    private final CompletionChunkTree tree = new CompletionChunkTree();

    @Override
    public void check(byte[] input) throws IOException {
        List<WhatwgEvents.Event> expected = WhatwgEvents.of(input);
        assertEquals(expected, read(input, List.of()));
        Random random = new Random(Arrays.hashCode(input));
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> splits = SplitInput.splits(input.length, random);
            assertEquals(expected, read(input, splits), () -> "split at " + splits);
        }
        checkAnswer(expected);
    }

    private static List<WhatwgEvents.Event> read(byte[] input, List<Integer> splits) throws IOException {
        SseReader reader = new SseReader(new SplitInput(input, splits));
        List<WhatwgEvents.Event> events = new ArrayList<>();
        do {
            while (reader.next()) {
                events.add(new WhatwgEvents.Event(reader.named(), new String(reader.bytes(), reader.dataFrom(),
                        reader.dataLength(), StandardCharsets.UTF_8)));
            }
            assertTrue(reader.bytes().length <= LEAST_BUFFER + 4 * input.length, reader.bytes().length + " bytes");
        } while (reader.fill());
        return events;
    }

    private void checkAnswer(List<WhatwgEvents.Event> events) {
        AnswerParts parts = new AnswerParts(ModelRequest.Tools.of(List.of(ModelBed.SEARCH)), events.size() % 2 == 1);
        ChunkReader reader = new ChunkReader(parser);
        for (WhatwgEvents.Event event : events) {
            byte[] data = event.data().getBytes(StandardCharsets.UTF_8);
            CompletionChunk chunk = new CompletionChunk();
            CompletionChunkTree.Reading expected = tree.read(data);
            try {
                if (event.error()) {
                    parser.error(data, 0, data.length, chunk);
                }
                reader.read(data, 0, data.length, chunk);
            } catch (IOException refused) {
                assertFalse(expected instanceof CompletionChunkTree.Reading.Text && !event.error(),
                        () -> refused.getMessage() + ": " + event.data());
                continue;
            }
            switch (expected) {
                case CompletionChunkTree.Reading.Text text ->
                        assertEquals(text.content(), chunk.text == null ? "" : chunk.text);
                case CompletionChunkTree.Reading.Ambiguous _ -> { }
                case CompletionChunkTree.Reading.NotJson _ ->
                        throw new AssertionError("taken, and no JSON: " + event.data());
            }
            try {
                parts.add(chunk);
            } catch (ProtocolException tooMuch) {
                break;
            }
        }
        parts.complete();
        for (ModelEvent event = parts.poll(); event != null; event = parts.poll()) {
            switch (event) {
                case ModelEvent.Text text -> checkText(text.content());
                case ModelEvent.Thinking thinking -> checkText(thinking.content());
                case ModelEvent.ToolCall call -> List.of(call.id(), call.name(), call.argumentsJson())
                        .forEach(EventStreamFuzz::checkText);
                case ModelEvent.Finished end -> end.usage().ifPresent(usage -> assertTrue(usage.promptTokens() >= 0
                        && usage.completionTokens() >= 0 && usage.totalTokens() >= 0, usage::toString));
                case ModelEvent.Failed failed -> throw new AssertionError("nothing failed: " + failed);
            }
        }
    }

    private static void checkText(String text) {
        assertEquals(-1, text.indexOf('\0'));
        assertEquals(text, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
