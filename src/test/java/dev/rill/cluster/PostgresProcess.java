package dev.rill.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes of the PostgreSQL that a database is in, which keeps what it has acknowledged through the end of its
 * processes; that of a machine is another matter. One thread.
 */
final class PostgresProcess {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 1_200;
    /** The other tests' databases do without. */
    private static final String DURABLE = "do $$ begin execute format('alter database %I set synchronous_commit = on', "
            + "current_database()); end $$";
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final String databaseUrl;
    private final Path data;

    PostgresProcess(String databaseUrl) throws SQLException {
        this.databaseUrl = databaseUrl;
        try (Connection connection = DriverManager.getConnection(databaseUrl);
             Statement statement = connection.createStatement()) {
            statement.execute(DURABLE);
            try (ResultSet row = statement.executeQuery("show data_directory")) {
                row.next();
                data = Path.of(row.getString(1));
            }
        }
    }

    /** All stand still. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** The first is the one that all others end with. */
    private List<ProcessHandle> processes() throws IOException {
        long first = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(first).stream().flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                .toList();
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    /** As where its machine fails. Returns when none of its processes is left. */
    void kill() throws IOException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** With the command that it was started with before. Returns when it takes connections. */
    void again() throws IOException {
        String before = Files.readString(data.resolve("postmaster.opts")).strip();
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // it does not run as root
        }
        command.add(before.substring(0, before.indexOf(" \"")));
        QUOTED.matcher(before).results().forEach(argument -> command.add(argument.group(1)));
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        for (int look = 0; !answers(); look++) {
            if (look == LOOKS) {
                throw new IOException("PostgreSQL does not start: " + command);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(databaseUrl)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
