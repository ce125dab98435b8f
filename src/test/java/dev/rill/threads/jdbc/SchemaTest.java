package dev.rill.threads.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.threads.Backend;
import dev.rill.threads.ThreadStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @ParameterizedTest
    @ValueSource(strings = {"/db/migration", "/db/sqlite"})
    void theVersionThatIsLookedForIsTheNewestFiles(String folder) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources" + folder))) {
            int newest = files.map(file -> file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"))
                    .mapToInt(Integer::parseInt).max().orElseThrow();
            assertEquals(Schema.NEWEST, newest);
        }
    }

    @Test
    void tablesThatAreUpToDateAreNotLookedThroughAgain(@TempDir Path folder) throws Exception {
        Backend backend = Backend.embedded(folder);
        backend.open().close();
        // Flyway would refuse it
        backend.execute("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '2'");
        backend.open().close();
    }

    @Test
    void tablesThatLackAStepBeforeTheirNewestAreRefused(@TempDir Path folder) throws Exception {
        for (Backend backend : List.of(Backend.embedded(folder), Backend.postgres(folder))) {
            backend.open().close();
            backend.execute("delete from \"flyway_schema_history\" where \"version\" in"
                    + " ('4', '5', '7', '8', '9', '10', '11')");
            String message = assertThrows(ThreadStore.CannotOpenException.class, backend::open).getMessage();
            assertEquals("The tables of " + backend.kind() + " are at version 6 without version 4, 5: a version of "
                    + "Rill under development made them. Give this one another database; export with that version and "
                    + "import with this take the threads along.", message);
        }
    }

    @Test
    void tablesOfAnEarlierVersionAreBroughtUpToDate(@TempDir Path folder) throws Exception {
        Backend backend = Backend.postgres(folder);
        backend.open().close();
        backend.execute("alter table message drop column note; drop table passage_vector;"
                + " drop table page_session, upload_part, upload, upload_change, upload_server;"
                + " delete from flyway_schema_history where version in ('7', '8', '9', '10', '11')");
        backend.open().close();
        backend.execute("select count(*) from passage_vector");
        backend.execute("select note from message");
        backend.execute("select count(*) from page_session");
        backend.execute("select number from upload_change");
    }

    @Test
    void tablesWhoseMakingFailedAreRefused(@TempDir Path folder) throws Exception {
        Backend backend = Backend.embedded(folder);
        backend.open().close();
        backend.execute("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '2'");
        String message = assertThrows(ThreadStore.CannotOpenException.class, backend::open).getMessage();
        assertTrue(message.startsWith("The tables of The embedded database cannot be brought up to date"), message);
    }

    @Test
    void aDatabaseWithTablesOfSomebodyElseIsRefused(@TempDir Path folder) throws Exception {
        Backend backend = Backend.embedded(folder);
        backend.execute("create table thread (id integer)");
        String message = assertThrows(ThreadStore.CannotOpenException.class, backend::open).getMessage();
        assertTrue(message.startsWith("The tables of The embedded database cannot be brought up to date"), message);
    }
}
