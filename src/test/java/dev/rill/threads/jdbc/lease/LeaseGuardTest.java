package dev.rill.threads.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.launch.Guard;
import dev.rill.threads.Backend;
import dev.rill.threads.Eventually;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.StoreChild;
import dev.rill.threads.Talk;
import dev.rill.threads.ThreadStore.CannotOpenException;
import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.ThreadStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a database beside whom. */
@Timeout(Guard.TEST_SECONDS)
class LeaseGuardTest {
    @TempDir
    Path folder;
    private Backend here;
    private Backend elsewhere;
    private String database;

    @BeforeEach
    void makeDatabase() throws Exception {
        here = Backend.postgres(Files.createDirectory(folder.resolve("here")));
        elsewhere = here.from(Files.createDirectory(folder.resolve("elsewhere")));
        database = here.kind().toString();
    }

    private static String refusal(Backend second) {
        return assertThrows(CannotOpenException.class, second::open).getMessage();
    }

    @Test
    void aSecondServerIsRefusedWhileTheFirstLivesAndStartsWhenItHasEnded() {
        try (ThreadStore first = here.open()) {
            assertEquals(database + " is in use by another Rill server: stop that one first, or start each with "
                    + "RILL_REPLICAS=true if they are to share it.", refusal(elsewhere));
            new Talk(first, "ann").ask("t1", "a1", "one");
        }
        elsewhere.open().close();
    }

    @Test
    void aServerThatIsAloneIsRefusedBesideReplicasWhichItNames() {
        try (ThreadStore first = here.replica("left").open()) {
            first.ping();
            assertEquals(database + " is in use by another Rill server (left): stop that one first, or start each with "
                    + "RILL_REPLICAS=true if they are to share it.", refusal(elsewhere));
        }
    }

    @Test
    void aReplicaIsRefusedBesideAServerThatIsAlone() {
        try (ThreadStore first = here.open()) {
            first.ping();
            assertEquals(database + " is in use by another Rill server, which does not share it: start that one with "
                    + "RILL_REPLICAS=true too, or stop it.", refusal(elsewhere.replica("right")));
        }
    }

    @Test
    void replicasStartBesideEachOther() {
        try (ThreadStore first = here.replica("left").open(); ThreadStore second = elsewhere.replica("right").open()) {
            new Talk(first, "ann").ask("t1", "a1", "one");
            assertEquals("one", new Talk(second, "ann").messages("t1").getFirst().content());
        }
    }

    @Test
    void theLeaseOfAServerThatDiedInAnotherFolderIsWaitedOut() throws Exception {
        StoreChild.askAndDie(here, "ann", "t1", "a1", "part");
        try (ThreadStore again = elsewhere.open()) {
            again.interruptAbandoned();
            assertEquals(MessageStatus.INTERRUPTED, new Talk(again, "ann").messages("t1").getLast().status());
        }
    }

    @Test
    void aServerWhosePlaceWasTakenWhileItWasAwayTakesNothingMoreUntilTheOtherHasEnded() throws Exception {
        try (ThreadStore first = here.open()) {
            Talk ann = new Talk(first, "ann");
            ann.ask("t1", "a1", "one");
            takePlaceOf(first);
            Eventually.is("refused", () -> said(first));
            assertThrows(StoreUnavailableException.class, () -> ann.ask("t2", "a2", "two"));
            here.execute("delete from server_lease where name = 'other'");

            Eventually.works(() -> ann.ask("t2", "a3", "three"));
            assertEquals(List.of("three", ""), ann.messages("t2").stream().map(m -> m.content()).toList());
        }
    }

    private void takePlaceOf(ThreadStore first) throws SQLException {
        first.ping();
        here.execute("""
                begin; delete from server_lease; insert into server_lease (server_id, name, expires_at)
                values ('11111111-1111-1111-1111-111111111111', 'other', current_timestamp + interval '1 day'); commit""");
    }

    private static String said(ThreadStore store) {
        try {
            store.ping();
            return "pinged";
        } catch (StoreUnavailableException e) {
            return "refused";
        }
    }
}
