package dev.rill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.RawHttp;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and what somebody sees who may not. */
@FaultTable("Case by case: what somebody sees who may not do what he tries")
class AccessFaultsTest {

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "localhost.evil.com", "evil.com:80"})
    @DisplayName("A request is for a foreign host, or comes from a foreign page")
    void foreignHost(String host) throws Exception {
        try (FaultBed bed = FaultBed.with(); RawHttp http = new RawHttp(bed.port())) {
            http.send("POST", "/chat", Map.of("Host", host, "Content-Type", "application/json",
                    "Content-Length", "50"), null);
            assertEquals(403, http.receive().status());
        }
    }
}
