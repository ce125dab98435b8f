package dev.rill.faults.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.faults.Figures;
import dev.rill.faults.Unread;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.ServerProcess;
import dev.rill.server.ServerView;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Many long answers at once in a server with little memory, as fast as they come: of ten clients six read, two leave an
 * answer that goes on and come back to see all of it, and two ask and never read.
 */
final class SmallHeapRow {
    private static final Pattern AFTER_COLLECTION = Pattern.compile("Pause (\\w+).*?->(\\d+)M\\(");

    private final int port;
    private final ServerView view;
    private final int streams;
    private final Answer answer;
    private final List<Socket> unread = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore asking = new Semaphore(20);
    private final CountDownLatch allAsked;
    private final LongAdder replayed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    private SmallHeapRow(int port, int streams, Answer answer) {
        this.port = port;
        this.view = new ServerView(port);
        this.streams = streams;
        this.answer = answer;
        this.allAsked = new CountDownLatch(streams);
    }

    static void play(Path folder, int heapMiB, int streams, int tokens, Figures figures) throws Exception {
        Path collections = folder.resolve("gc.log");
        List<String> flags = new ArrayList<>(ServerProcess.packagedFlags());
        flags.addAll(List.of("-Xmx" + heapMiB + "m", "-Xlog:gc:file=" + collections));
        String[] words = IntStream.range(0, tokens).mapToObj(i -> "a token of some length, number " + i + " ")
                .toArray(String[]::new);
        Answer answer = Answer.of(words);
        long begun = System.nanoTime();
        try (FakeModel model = FakeModel.start().withoutRecording().byDefault(answer);
                ServerProcess server = ServerProcess.start(folder,
                        TestServer.withModel(model, Map.of()), flags)) {
            SmallHeapRow small = new SmallHeapRow(server.port(), streams, answer);
            small.play();
            figures.since(streams + " streams of " + tokens + " tokens in " + heapMiB + " MiB of heap", begun);
            figures.figure("replays", small.replayed + " whole, " + small.givenUp + " refused for want of room");
        }
        report(collections, figures);
    }

    private void play() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> played = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                int client = i;
                played.add(clients.submit(() -> {
                    play(client);
                    return null;
                }));
            }
            for (Future<?> one : played) {
                one.get();
            }
        }
        for (Socket socket : unread) {
            socket.close();
        }
        Polling.until(() -> view.figure("activeConnections") == 0);
        assertEquals(streams, view.figure("totalStreamsStarted"));
        assertEquals(streams, view.get("/threads?limit=1").json().get("total").intValue());
        for (int i = 0; i < streams; i++) {
            assertStored(i);
        }
    }

    private void play(int client) throws Exception {
        switch (client % 10) {
            case 0, 1 -> leaveAndComeBack("t" + client);
            case 2 -> unread.add(ask(() -> Unread.ask(port, "t" + client, "continue")));
            case 3 -> unread.add(ask(() -> Unread.ask(port, "t" + client, "cancel")));
            default -> read(ask(() -> EventStream.ask(port, "t" + client, "Much")));
        }
    }

    /** Some at a time: all at once are more than a store on a busy machine may take in its two seconds. */
    private <T> T ask(Callable<T> question) throws Exception {
        asking.acquire();
        try {
            return question.call();
        } finally {
            asking.release();
            allAsked.countDown();
        }
    }

    private void leaveAndComeBack(String thread) throws Exception {
        String messageId;
        try (EventStream stream = ask(() -> EventStream.post(port,
                "{\"threadId\":\"" + thread + "\",\"message\":\"Much\",\"onDisconnect\":\"continue\"}"))) {
            messageId = stream.next("start").json().get("messageId").stringValue();
        }
        allAsked.await();
        try (EventStream stream = EventStream.resume(port, messageId, Optional.empty())) {
            if (stream.status() == 200 && sawAll(stream)) {
                replayed.increment();
            } else {
                givenUp.increment();
            }
        }
    }

    private void read(EventStream stream) throws IOException {
        try (stream) {
            assertEquals(200, stream.status());
            assertTrue(sawAll(stream));
        }
    }

    /** @return false where the connection was closed: the logs of all streams had no room for what would follow */
    private boolean sawAll(EventStream stream) throws IOException {
        Optional<EventStream.Event> last = stream.nextFrame();
        while (last.isPresent() && !last.get().terminal()) {
            last = stream.nextFrame();
        }
        if (last.isEmpty()) {
            return false;
        }
        assertEquals("complete", last.get().event(), last.get()::data);
        assertEquals(answer.text(), last.get().json().get("finalContent").stringValue());
        return true;
    }

    private void assertStored(int client) {
        ServerView.Stored stored = view.last("t" + client).orElseThrow();
        if (client % 10 == 3 && !stored.status().equals("complete")) {
            assertTrue(List.of("error", "cancelled").contains(stored.status()), stored.status());
            assertTrue(answer.text().startsWith(stored.content()));
        } else {
            assertEquals(new ServerView.Stored("complete", answer.text()), stored);
        }
    }

    private static void report(Path collections, Figures figures) throws IOException {
        int most = 0;
        int full = 0;
        int all = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher pause = AFTER_COLLECTION.matcher(line);
            if (pause.find()) {
                all++;
                full += pause.group(1).equals("Full") ? 1 : 0;
                most = Math.max(most, Integer.parseInt(pause.group(2)));
            }
        }
        figures.figure("heap after a collection at most", most + " MiB");
        figures.figure("collections", all + ", " + full + " of them full");
    }
}
