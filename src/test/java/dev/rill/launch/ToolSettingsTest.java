package dev.rill.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolSettingsTest {

    @Test
    void whatMavenIsToldComesBeforeWhatIsUsual() {
        ToolSettings told = new ToolSettings(new String[] {"target",
            "told {bench.paced=500,1500, tool=bench, fuzz.target=dev.rill.A, bench.rounds=5}"});
        assertEquals(Path.of("target").toAbsolutePath(), told.target());
        assertEquals(List.of("500", "1500"), told.list("bench.paced"));
        assertEquals(5, told.number("bench.rounds"));
        assertEquals("dev.rill.A", told.text("fuzz.target"));
        assertEquals("all", told.text("bench.phases"));
    }

    @Test
    void whatNobodySaysIsMissing() {
        ToolSettings told = new ToolSettings(new String[] {"target", "told {}"});
        assertEquals("-Dfuzz.target is missing",
                assertThrows(IllegalArgumentException.class, () -> told.text("fuzz.target")).getMessage());
    }
}
