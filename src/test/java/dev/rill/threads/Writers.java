package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.ThreadMessage.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Four who ask and answer in three threads each; a quarter of the answers stay open, with checkpoints.
 *
 * @param run of which the ids tell
 */
record Writers(String run) {
    private static final int WRITERS = 4;
    private static final int THREADS = 3;

    /** @param said is given a line for each thing that is durable */
    List<Thread> start(ThreadStore store, Consumer<String> said, BooleanSupplier stop) {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = run + "-" + writer;
            writers.add(Thread.ofVirtual().start(() -> write(store, name, said, stop)));
        }
        return writers;
    }

    private static void write(ThreadStore store, String name, Consumer<String> said, BooleanSupplier stop) {
        for (int i = 0; !stop.getAsBoolean(); i++) {
            String answer = name + "-" + i;
            store.accept(Talk.asked("ann", "t" + name + "-" + i % THREADS, "q-" + answer, answer,
                    "question " + answer, Instant.now()), 20);
            said.accept("asked " + answer);
            if (i % 4 == 0) {
                store.checkpoint(List.of(new ThreadStore.Checkpoint(answer, 0, "part " + answer)));
                said.accept("part " + answer);
            } else {
                new Talk(store, "ann").answer(answer, "answer " + answer, Instant.now());
                said.accept("answered " + answer);
            }
        }
    }

    static boolean isLine(String line) {
        return line != null && (line.startsWith("asked ") || line.startsWith("part ") || line.startsWith("answered "));
    }

    /** Finds in a store that was opened anew what all of these said. */
    static void find(ThreadStore store, List<Writers> all, List<String> said) {
        Map<String, ThreadMessage> found = new HashMap<>();
        for (Writers writers : all) {
            for (int writer = 0; writer < WRITERS; writer++) {
                for (int thread = 0; thread < THREADS; thread++) {
                    store.messages("ann", "t" + writers.run + "-" + writer + "-" + thread).ifPresent(messages ->
                            messages.forEach(message -> found.put(message.id(), message)));
                }
            }
        }
        said.forEach(line -> find(found, line));
        assertTrue(found.values().stream().noneMatch(message -> message.status() == MessageStatus.STREAMING));
    }

    private static void find(Map<String, ThreadMessage> found, String line) {
        String[] parts = line.split(" ", 2);
        if (parts.length < 2 || parts[1].chars().filter(c -> c == '-').count() < 2) {
            return; // a kill cut the line
        }
        ThreadMessage question = found.get("q-" + parts[1]);
        ThreadMessage answer = found.get(parts[1]);
        if (question == null || answer == null) {
            throw new AssertionError("lost: " + line);
        }
        assertEquals("question " + parts[1], question.content());
        switch (parts[0]) {
            case "answered" -> assertEquals("answer " + parts[1], answer.content());
            case "part" -> assertEquals("part " + parts[1], answer.content());
            default -> assertEquals(Role.ASSISTANT, answer.role());
        }
    }
}
