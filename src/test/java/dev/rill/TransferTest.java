package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.rights.Readers;
import dev.rill.server.EventStream;
import dev.rill.server.Polling;
import dev.rill.server.TestServer;
import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.Backend;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.Talk;
import dev.rill.threads.TestPostgres;
import dev.rill.threads.ThreadStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that bring threads out of a database and into another. */
class TransferTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void threadsGoToPostgresAndBackWithAllThatIsKnownOfThem() throws Exception {
        try (ThreadStore store = store("one")) {
            Talk ann = new Talk(store, "ann");
            ann.ask("t1", "a1", "Why\0 \uD83D\uDE00?");
            List<Source> sources = List.of(new Source(1, "a/b.md", "A \"title\"", 3, 9, new Place.Pages(3, 4), "S",
                    0.25, "two ✓", "0a1b", Optional.of("# A\n\n\ttwo"),
                    new Readers(List.of(List.of("group:hr"))), List.of(
                            new Source.Citation(0, 9, new Source.Found(3, 4)),
                            new Source.Citation(9, 12, new Source.NotFound())), Optional.empty()));
            store.finish("ann", new FinishedAnswer("a1", "Because [1].", MessageStatus.COMPLETE, "", sources,
                    Optional.of(new Usage(10, 20, 30)), NOW.plusSeconds(5), 5_000, 700,
                    Optional.of(new FinishReason("length"))), () -> false);
            store.accept(new AskedQuestion("ann", "t1", "q-a2", "a2", "And?", NOW.plusSeconds(9), Optional.empty(),
                    List.of(), OnBusy.REJECT, Optional.of("{\"a\":{\"b\":\"ü\"}}")), 10);
            store.finish("ann", new FinishedAnswer("a2", "Be", MessageStatus.ERROR, "MODEL_STALLED", List.of(),
                    Optional.empty(), NOW.plusSeconds(12), 3_000, -1, Optional.empty()), () -> false);
            store.update("ann", "t1", Optional.of("Chosen"), Optional.of("{\"colour\":[\"red\",1.5]}"));
            store.create("ann", "empty", Optional.empty(), Optional.empty(), NOW);
            new Talk(store, "").ask("t1", "b1", "Nobody's?");
            store.checkpoint(List.of(new ThreadStore.Checkpoint("b1", 0, "half ")));
            store.checkpoint(List.of(new ThreadStore.Checkpoint("b1", 5, "of it")));
            assertEquals(Transfer.DONE, run("one", "export", "-"), this::said);
            assertTrue(text().contains("\"status\":\"streaming\",\"content\":\"half of it\""), this::text);
        }
        List<String> before = export("one");
        assertTrue(before.toString().contains("\"note\":{\"a\":{\"b\":\"ü\"}}"), before::toString);
        assertEquals(3, before.stream().filter(line -> line.startsWith("{\"thread\"")).count(), before::toString);
        Map<String, String> postgres = Map.of("RILL_DATABASE_URL", TestPostgres.newDatabase());
        assertEquals(Transfer.DONE, run("two", postgres, "import", file("one").toString()), this::said);
        Path there = folder.resolve("there.jsonl.gz");
        assertEquals(Transfer.DONE, run("two", postgres, "export", there.toString()), this::said);
        assertEquals(Transfer.DONE, run("three", "import", there.toString()), this::said);
        assertEquals(before, export("three"));
        assertEquals(Transfer.DONE, run("two", postgres, "import", there.toString()), this::said);
        assertTrue(said().endsWith("Threads made: 0, brought up to date: 0, as they were: 3, newer here: 0, "
                + "left alone: 0.\n"), this::said);
        assertEquals(Transfer.NOT_RUN, run("two", postgres, "backup", folder.resolve("copy.db").toString()));
        assertEquals("The threads are in PostgreSQL: its own tools, such as pg_dump, make the backup.\n", said());
        try (ThreadStore store = store("three")) {
            new Talk(store, "ann").ask("t1", "a3", "Goes on?", NOW.plusSeconds(60));
            assertEquals(6, store.find("ann", "t1").orElseThrow().messageCount());
            assertEquals("a3", new Talk(store, "ann").messages("t1").getLast().id());
        }
    }

    @Test
    void whatIsNewerStaysAndWhatIsOlderFollows() throws Exception {
        ask("one", "t1", "a1", 0);
        ask("one", "t2", "b1", 0);
        ask("one", "t3", "c1", 0);
        export("one");
        assertEquals(Transfer.DONE, run("two", "import", file("one").toString()), this::said);
        ask("two", "t1", "a2", 10);
        ask("one", "t2", "b2", 20);
        ask("two", "t3", "c2", 10);
        ask("one", "t3", "c3", 20);
        ask("one", "t4", "d1", 0);
        List<String> source = export("one");

        assertEquals(Transfer.LEFT_ALONE, run("two", "import", file("one").toString()), this::said);
        assertEquals("""
                Left alone: t3 of ann, which is older here but has messages that the export does not have; --replace lets them go.
                Threads made: 1, brought up to date: 1, as they were: 0, newer here: 1, left alone: 1.
                """, said());
        assertEquals(List.of("q-a1", "a1", "q-a2", "a2"), ids("two", "t1"));
        assertEquals(List.of("q-b1", "b1", "q-b2", "b2"), ids("two", "t2"));
        assertEquals(List.of("q-c1", "c1", "q-c2", "c2"), ids("two", "t3"));

        assertEquals(Transfer.DONE, run("two", "import", file("one").toString(), "--replace"), this::said);
        assertEquals(List.of("q-a1", "a1", "q-a2", "a2"), ids("two", "t1"));
        assertEquals(source.stream().filter(line -> line.contains("c3") || line.contains("\"t4\"")).toList(),
                export("two").stream().filter(line -> line.contains("c3") || line.contains("\"t4\"")).toList());
        assertEquals(List.of("q-c1", "c1", "q-c3", "c3"), ids("two", "t3"));
    }

    @Test
    void oneUsersThreadsAreExportedAndNoMessageIsIntoTwoThreads() throws Exception {
        ask("one", "t1", "a1", 0);
        try (ThreadStore store = store("one")) {
            new Talk(store, "bob").ask("t1", "b1", "Bob's");
        }
        assertEquals(Transfer.DONE, run("one", "export", "-", "--user", "bob"));
        assertFalse(text().contains("ann"), this::text);
        assertTrue(text().contains("{\"end\":{\"threads\":1,\"messages\":2}}"), this::text);
        String hers = text().replace("\"bob\"", "\"ann\"").replace("\"t1\"", "\"t9\"");
        assertEquals(Transfer.LEFT_ALONE, load("one", hers));
        assertTrue(said().startsWith("Left alone: t9 of ann, since another thread has a message of the same id."));
        assertEquals(List.of("t1"), threads("one", "ann"));
        assertEquals(Transfer.DONE, load("two", hers.replace("\"t9\"", "\"t2\"")));
        assertEquals(List.of("t2"), threads("two", "ann"));
    }

    @Test
    void whatIsNoExportIsRefusedWithItsLineAndWhatCameBeforeStays() throws Exception {
        ask("one", "t1", "a1", 0);
        ask("one", "t2", "b1", 0);
        String good = String.join("\n", export("one", 0));
        Map<String, String> wrong = Map.of(
                "", "This is no export of Rill: its first line does not say so.",
                "[1]", "This is no export of Rill: its first line does not say so.",
                good.replace("\"rillExport\":1", "\"rillExport\":2"),
                "The export has format 2, and this version reads 1: a newer version wrote it.",
                good.substring(0, good.lastIndexOf("{\"end\"")), "The export is cut: it has no end behind line 7.",
                good.substring(0, good.lastIndexOf("{\"message\"")), "The export is cut: it has no end behind line 6.",
                good.replace("\"messages\":4", "\"messages\":5"),
                "Line 8: the end counts other threads or messages than there are (2 and 4).",
                good.replace("\"id\":\"q-b1\"", "\"id\":7"), "Line 6: id is no string.",
                good.replace("\"id\":\"b1\",\"role\":\"assistant\"", "\"id\":\"b1\",\"role\":\"god\""),
                "Line 7: role is not known.",
                good.replace("\"id\":\"q-b1\"", "\"sources\":[{\"citations\":[[1]]}],\"id\":\"q-b1\""),
                "Line 6: sources are not as Rill writes them.",
                good.replace("\"threadId\":\"t2\"", "\"threadId\":\"a/b\""), "Line 5: threadId is no id of a thread.");
        int count = 0;
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            String target = "target" + count++;
            assertEquals(Transfer.WRONG, load(target, one.getKey()), one.getValue());
            assertTrue(said().endsWith(one.getValue() + "\n"), this::said);
            if (one.getValue().startsWith("Line") && !one.getValue().startsWith("Line 8")) {
                assertEquals(List.of("t1"), threads(target, "ann"), one.getValue());
            }
        }
        assertEquals(Transfer.WRONG, load("words", "threads, some"));
        assertTrue(said().endsWith("This is no export of Rill: its first line does not say so.\n"), this::said);
        assertEquals(Transfer.WRONG, load("torn", good.substring(0, good.lastIndexOf("\"b1\""))), this::said);
        assertTrue(said().endsWith("Line 7: no JSON, or only a part of it.\n"), this::said);
        assertEquals(Transfer.WRONG, load("more", good + "\n" + good), this::said);
        assertTrue(said().endsWith("Line 9: something stands behind the end.\n"), this::said);
    }

    @Test
    void aServersFolderIsItsOwnAndFilesThatAreThereStay() throws Exception {
        try (ThreadStore _ = store("one")) {
            assertEquals(Transfer.DONE, run("one", "export", file("one").toString()), this::said);
            assertEquals(Transfer.NOT_RUN, run("one", "import", file("one").toString()));
            assertTrue(said().contains("is in use by another Rill server"), this::said);
        }
        assertEquals(Transfer.WRONG, run("one", "export", file("one").toString()));
        assertEquals("There is a file " + file("one") + " already.\n", said());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("one"))));
        assertEquals(Transfer.WRONG, run("one", "import", folder.resolve("none").toString()));
        Path plain = Files.writeString(folder.resolve("plain.gz"), "{}");
        assertEquals(Transfer.NOT_RUN, run("one", "import", plain.toString()));
        assertEquals("A file cannot be read or written: it is not compressed as it should be.\n", said());
        for (String verb : List.of("export", "backup")) {
            assertEquals(Transfer.WRONG, run("one", verb, folder.resolve("gone/threads").toString()));
            assertEquals("There is no " + folder.resolve("gone") + ".\n", said());
        }
        assertEquals(Transfer.NOT_RUN, run("nothing", "export", "-"));
        assertEquals(Transfer.NOT_RUN, run("nothing", "backup", folder.resolve("copy.db").toString()));
        assertEquals("There is no database in the data folder " + folder.resolve("nothing/data") + ".\n", said());
        assertFalse(Files.exists(folder.resolve("nothing/data/threads.db")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.filter(path -> path.toString().endsWith(".part")).toList());
        }
        for (List<String> arguments : List.of(List.<String>of(), List.of("a", "b"), List.of("--loud", "a"),
                List.of("a", "--user"), List.of("a", "--replace"))) {
            assertInstanceOf(TransferOptions.Reading.Invalid.class,
                    TransferOptions.read(TransferOptions.Verb.EXPORT, arguments), arguments.toString());
        }
    }

    @Test
    void aBackupThatIsMadeWhileQuestionsAreAskedIsRestored() throws Exception {
        Path copy = folder.resolve("copy.db");
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        List<String> before;
        try (FakeModel model = FakeModel.start().withoutRecording().byDefault(Answer.of("Thirty ", "days."));
             TestServer server = TestServer.startIn(folder.resolve("one"), TestServer.withModel(model, Map.of()))) {
            AtomicBoolean enough = new AtomicBoolean();
            List<Thread> askers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String thread = "t" + i;
                askers.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; !enough.get(); n++) {
                        assertEquals("complete", ask(server.port(), thread + "-" + n));
                        answered.add(thread + "-" + n);
                    }
                }));
            }
            Polling.until(() -> answered.size() > 8);
            before = List.copyOf(answered);
            assertEquals(Transfer.DONE, run("one", "backup", copy.toString()), this::said);
            int then = answered.size();
            Polling.until(() -> answered.size() > then + 8);
            enough.set(true);
            for (Thread asker : askers) {
                asker.join();
            }
        }
        Files.createDirectories(folder.resolve("two/data"));
        Files.move(copy, folder.resolve("two/data/threads.db"));
        try (TestServer restored = TestServer.startIn(folder.resolve("two"), Map.of())) {
            for (String thread : before) {
                RawHttp.Response found = RawHttp.call(restored.port(), "GET", "/threads/" + thread);
                assertEquals("Thirty days.", found.json().at("/messages/1/content").stringValue(), thread);
            }
            assertEquals("complete", ask(restored.port(), before.getFirst()));
        }
        assertTrue(threads("two", "").size() < answered.size(), "the copy is of a moment");
    }

    private static String ask(int port, String thread) {
        try (EventStream stream = EventStream.ask(port, thread, "How many days?")) {
            return stream.rest().getLast().event();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private ThreadStore store(String name) {
        return Backend.embedded(folder.resolve(name).resolve("data")).open();
    }

    private void ask(String name, String thread, String answer, int seconds) {
        try (ThreadStore store = store(name)) {
            Talk ann = new Talk(store, "ann");
            ann.ask(thread, answer, "Question " + answer, NOW.plusSeconds(seconds));
            ann.answer(answer, "Answer " + answer, NOW.plusSeconds(seconds + 1));
        }
    }

    private List<String> ids(String name, String thread) {
        try (ThreadStore store = store(name)) {
            return new Talk(store, "ann").messages(thread).stream().map(message -> message.id()).toList();
        }
    }

    private List<String> threads(String name, String owner) {
        try (ThreadStore store = store(name)) {
            return store.list(owner, new ThreadStore.ListQuery(100, Optional.empty(), List.of())).threads().stream()
                    .map(thread -> thread.threadId()).toList();
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".jsonl");
    }

    /** Without the head, which has the time. */
    private List<String> export(String name) throws IOException {
        return export(name, 1);
    }

    private List<String> export(String name, int from) throws IOException {
        Files.deleteIfExists(file(name));
        assertEquals(Transfer.DONE, run(name, "export", file(name).toString()), this::said);
        List<String> lines = Files.readAllLines(file(name));
        return lines.subList(from, lines.size());
    }

    private int load(String name, String export) {
        return run(name, Map.of(), new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)), "import", "-");
    }

    private int run(String name, String... arguments) {
        return run(name, Map.of(), arguments);
    }

    private int run(String name, Map<String, String> environment, String... arguments) {
        return run(name, environment, new ByteArrayInputStream(new byte[0]), arguments);
    }

    private int run(String name, Map<String, String> environment, ByteArrayInputStream in, String... arguments) {
        out.reset();
        err.reset();
        TransferOptions.Reading.Read read = assertInstanceOf(TransferOptions.Reading.Read.class, TransferOptions.read(
                TransferOptions.Verb.of(arguments[0]).orElseThrow(), List.of(arguments).subList(1, arguments.length)));
        return new Transfer(TestServer.config(folder.resolve(name), environment), read.options(), in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
