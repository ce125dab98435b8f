package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.process.Closing;
import dev.rill.storage.FileFault;
import dev.rill.storage.NewFile;
import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.archive.ArchiveFormatException;
import dev.rill.threads.archive.ArchiveReader;
import dev.rill.threads.archive.ArchiveWriter;
import dev.rill.threads.archive.ArchivedThread;
import dev.rill.threads.embedded.EmbeddedBackup;
import dev.rill.threads.embedded.EmbeddedDatabase;
import dev.rill.threads.jdbc.DataFolder;
import dev.rill.threads.jdbc.Database;
import dev.rill.threads.jdbc.DatabaseKind;
import dev.rill.threads.jdbc.StoreTimes;
import dev.rill.threads.jdbc.transfer.ThreadExport;
import dev.rill.threads.jdbc.transfer.ThreadImport.Outcome;
import dev.rill.threads.jdbc.transfer.ThreadImport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The verbs {@code export}, {@code import} and {@code backup}: threads out of the database and into it. One thread. */
final class Transfer {
    static final int DONE = 0;
    static final int LEFT_ALONE = 1;
    static final int WRONG = 2;
    static final int NOT_RUN = 3;

    private static final String COMPRESSED = ".gz";

    private final RillConfig config;
    private final TransferOptions options;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Transfer(RillConfig config, TransferOptions options, InputStream in, PrintStream out, PrintStream err) {
        this.config = config;
        this.options = options;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** @return what the process should end with */
    int run() {
        try {
            return switch (options.verb()) {
                case EXPORT -> export();
                case IMPORT -> load();
                case BACKUP -> backup();
            };
        } catch (ArchiveFormatException e) {
            return failed(e.getMessage(), WRONG);
        } catch (FileAlreadyExistsException e) {
            return failed("There is a file " + e.getFile() + " already.", WRONG);
        } catch (NoSuchFileException e) {
            return failed("There is no " + e.getFile() + ".", WRONG);
        } catch (CannotOpenException e) {
            return failed(e.getMessage(), NOT_RUN);
        } catch (SQLException e) {
            return failed("The database cannot do it: " + e.getMessage(), NOT_RUN);
        } catch (IOException e) {
            return failed("A file cannot be read or written" + FileFault.of(e) + ".", NOT_RUN);
        }
    }

    private int export() throws IOException, SQLException {
        DatabaseKind kind = existing();
        if (options.file().isEmpty()) {
            OutputStream standard = new BufferedOutputStream(out);
            export(kind, standard);
            if (out.checkError()) {
                throw new IOException("standard output is closed");
            }
            return DONE;
        }
        try (NewFile file = new NewFile(options.file().get())) {
            try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file.part()));
                 OutputStream written = isCompressed(options.file().get()) ? new GZIPOutputStream(plain) : plain) {
                export(kind, written);
            }
            file.keep();
            return DONE;
        }
    }

    private void export(DatabaseKind kind, OutputStream to) throws IOException, SQLException {
        try (Database database = ThreadStores.connectToRead(kind, StoreTimes.DEFAULT)) {
            ArchiveWriter writer = new ArchiveWriter(to, Instant.now().truncatedTo(ChronoUnit.SECONDS), Rill.version());
            new ThreadExport(database).write(options.users(), writer);
            err.println("Exported " + writer.threads() + " threads with " + writer.messages() + " messages.");
        }
    }

    private int load() throws IOException, SQLException, ArchiveFormatException {
        if (options.file().isEmpty()) {
            return load(in);
        }
        try (InputStream plain = new BufferedInputStream(Files.newInputStream(options.file().get()));
             InputStream read = isCompressed(options.file().get()) ? new GZIPInputStream(plain) : plain) {
            return load(read);
        }
    }

    /** The embedded database is its server's alone, so that nobody else may have its folder. */
    private int load(InputStream from) throws IOException, SQLException, ArchiveFormatException {
        ArchiveReader reader = new ArchiveReader(from);
        DatabaseKind kind = ThreadStores.kind(config);
        try (Closing closing = new Closing()) {
            if (kind.openAnswers().isEmpty()) {
                closing.add(DataFolder.hold(ThreadStores.dataFolder(config)));
            }
            Database database = closing.add(ThreadStores.connect(kind, StoreTimes.DEFAULT));
            Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
            try {
                put(reader, new ThreadImport(database, options.replace()), outcomes);
            } finally {
                tell(outcomes);
            }
            return outcomes.keySet().stream().anyMatch(outcome -> reason(outcome).isPresent()) ? LEFT_ALONE : DONE;
        }
    }

    private void put(ArchiveReader reader, ThreadImport into, Map<Outcome, Integer> outcomes)
            throws IOException, SQLException, ArchiveFormatException {
        for (Optional<ArchivedThread> next = reader.nextThread(); next.isPresent(); next = reader.nextThread()) {
            ArchivedThread thread = next.get();
            if (options.users().isEmpty() || options.users().contains(thread.owner())) {
                Outcome outcome = into.put(thread, reader);
                outcomes.merge(outcome, 1, Integer::sum);
                reason(outcome).ifPresent(reason -> err.println("Left alone: " + thread.threadId()
                        + (thread.owner().isEmpty() ? "" : " of " + thread.owner()) + ", " + reason + "."));
            }
        }
    }

    private static Optional<String> reason(Outcome outcome) {
        return switch (outcome) {
            case MADE, UPDATED, SAME, NEWER -> Optional.empty();
            case DIVERGED -> Optional.of("which is older here but has messages that the export does not have;"
                    + " --replace lets them go");
            case BUSY -> Optional.of("in which an answer is being written");
            case TAKEN -> Optional.of("since another thread has a message of the same id");
        };
    }

    private void tell(Map<Outcome, Integer> outcomes) {
        err.println("Threads made: " + outcomes.getOrDefault(Outcome.MADE, 0)
                + ", brought up to date: " + outcomes.getOrDefault(Outcome.UPDATED, 0)
                + ", as they were: " + outcomes.getOrDefault(Outcome.SAME, 0)
                + ", newer here: " + outcomes.getOrDefault(Outcome.NEWER, 0)
                + ", left alone: " + outcomes.entrySet().stream()
                        .filter(entry -> reason(entry.getKey()).isPresent()).mapToInt(Map.Entry::getValue).sum() + ".");
    }

    private int backup() throws IOException, SQLException {
        if (!(existing() instanceof EmbeddedDatabase embedded)) {
            return failed("The threads are in PostgreSQL: its own tools, such as pg_dump, make the backup.", NOT_RUN);
        }
        try (NewFile file = new NewFile(options.file().orElseThrow())) {
            new EmbeddedBackup(embedded).into(file.part());
            file.keep();
            err.println("Copied " + Files.size(options.file().get()) / 1024 + " KB.");
            return DONE;
        }
    }

    /** SQLite would make a file that is not there. */
    private DatabaseKind existing() {
        DatabaseKind kind = ThreadStores.kind(config);
        if (kind instanceof EmbeddedDatabase embedded && !embedded.exists()) {
            throw new CannotOpenException("There is no database in the data folder "
                    + ThreadStores.dataFolder(config) + ".", null);
        }
        return kind;
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(COMPRESSED);
    }

    private int failed(String message, int code) {
        err.println(message);
        return code;
    }
}
