package dev.rill.server.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.http.RawHttp;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.FakeModel;
import dev.rill.server.ServerProcess;
import dev.rill.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules fit what a server shows. */
class OperatingFilesTest {
    private static final Path FILES = Path.of("src/main/resources/operating");
    private static final Path RULES = FILES.resolve("alerts.yaml");
    private static final Path DASHBOARD = FILES.resolve("dashboard.json");
    /** What Prometheus itself knows of each target. */
    private static final String SCRAPED = "up";
    private static final Pattern NAME = Pattern.compile("\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+|up)\\b(?=[{\\[ )]|$)");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\bby \\([^)]*\\)|\"[^\"]*\"");
    private static final Set<String> FUNCTIONS = Set.of("histogram_quantile", "label_values");

    @TempDir
    Path folder;

    @Test
    void everyFigureThatTheyNameIsThere() throws Exception {
        Set<String> shown = shown();
        Set<String> missing = new TreeSet<>(named());
        missing.removeAll(shown);
        missing.remove(SCRAPED);
        assertEquals(Set.of(), missing);
    }

    @Test
    void theyNameEveryFigureThatIsOurOwn() throws IOException {
        Set<String> named = named();
        for (String name : List.of("rill_streams_total", "rill_stream_errors_total", "rill_streams_active",
                "rill_requests_total", "rill_refusals_total", "rill_documents", "rill_document_source_up")) {
            assertTrue(named.contains(name), name);
        }
    }

    @Test
    void theRulesAreRules() throws Exception {
        Promtool.Result checked = Promtool.run("", "check", "rules", RULES.toString());
        assertEquals(0, checked.exitCode(), checked.said()::toString);
    }

    @Test
    void eachTroubleRaisesItsAlertAndHealthNone() throws Exception {
        String test = Files.readString(Path.of("src/test/resources/operating/alerts-test.yaml"));
        Path file = Files.writeString(folder.resolve("alerts-test.yaml"),
                test.replace("[RULES]", "['" + RULES.toAbsolutePath() + "']"));
        Promtool.Result tested = Promtool.run("", "test", "rules", file.toString());
        assertEquals(0, tested.exitCode(), () -> String.join("\n", tested.said()));
    }

    @Test
    void everyAlertIsTested() throws IOException {
        String test = Files.readString(Path.of("src/test/resources/operating/alerts-test.yaml"));
        for (Matcher alert = Pattern.compile("alert: (\\w+)").matcher(Files.readString(RULES)); alert.find();) {
            assertEquals(2, test.split("alertname: " + alert.group(1) + "\\b", -1).length - 1, alert.group(1));
        }
    }

    @Test
    void noTwoPanelsOfTheDashboardOverlap() throws IOException {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : dashboard().get("panels")) {
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").intValue(); x++) {
                for (int y = 0; y < place.get("h").intValue(); y++) {
                    assertTrue(taken.add((place.get("x").intValue() + x) + "," + (place.get("y").intValue() + y)),
                            panel.get("title")::toString);
                }
            }
        }
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    }

    private static Set<String> named() throws IOException {
        List<String> expressions = new ArrayList<>();
        dashboard().findValues("expr").forEach(expr -> expressions.add(expr.stringValue()));
        dashboard().findValues("definition").forEach(query -> expressions.add(query.stringValue().replace(",", " ")));
        Matcher expr = Pattern.compile("expr: (?:\\|\\n((?: {10,}.*\\n)+)|(.*))").matcher(Files.readString(RULES));
        while (expr.find()) {
            expressions.add(expr.group(1) == null ? expr.group(2) : expr.group(1));
        }
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            NAME.matcher(LABELS.matcher(expression).replaceAll(" ")).results().map(name -> name.group(1))
                    .filter(name -> !FUNCTIONS.contains(name)).forEach(names::add);
        }
        assertTrue(names.size() > 20, names::toString);
        return names;
    }

    /** The names of a server that has answered one question of each ending. */
    private Set<String> shown() throws Exception {
        Set<String> names = new TreeSet<>();
        try (FakeModel model = FakeModel.start()) {
            model.byDefault(Answer.of("one", " two"));
            try (ServerProcess server = ServerProcess.start(folder, TestServer.withModel(model, Map.of()))) {
                RawHttp.json(server.port(), "POST", "/chat", "{\"threadId\":\"t\",\"message\":\"Which?\"}");
                RawHttp.call(server.port(), "GET", "/metrics").text().lines().filter(line -> !line.startsWith("#"))
                        .forEach(line -> names.add(line.split("[{ ]")[0]));
            }
        }
        return names;
    }
}
