package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.http.body.ApiDocument;
import dev.rill.http.problem.ProblemCode;
import dev.rill.stream.ErrorCode;
import dev.rill.stream.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document, the manual and the page know the codes that there are, and say of them what the server says. */
class DocumentedCodesTest {
    private static final Path FAILURES = Path.of("src/main/resources/manual/failures.md");
    private static final Path PAGE_WORDS = Path.of("src/main/web/texts/failures.ts");

    @Test
    void theDocumentKnowsEveryCode() {
        JsonNode schemas = ApiDocument.load(5000, 2000).tree().at("/components/schemas");
        assertEquals(names(ProblemCode.all()), enumOf(schemas, "ProblemCode"));
        assertEquals(names(List.of(ErrorCode.values())), enumOf(schemas, "StreamErrorCode"));
    }

    @Test
    void theManualGivesEachCodeItsStatus() throws IOException {
        assertEquals(ProblemCode.all().stream().collect(Collectors.toMap(FaultCode::name,
                        code -> Integer.toString(code.status()), (a, _) -> a, TreeMap::new)),
                column("Which HTTP status belongs to which code?", cells -> cells[1], cells -> cells[2]));
    }

    @Test
    void theManualSaysOfWhichFaultsOfTheModelItHelpsToAskAgain() throws IOException {
        Map<String, String> again = column("What happens when the model server fails?", cells -> cells[2],
                cells -> cells[3].split(",")[0]);
        assertEquals(Stream.of(ErrorCode.values()).filter(code -> code.name().startsWith("MODEL_"))
                .collect(Collectors.toMap(ErrorCode::name, code -> code.retryable() ? "yes" : "no", (a, _) -> a,
                        TreeMap::new)), again);
    }

    @Test
    void thePageHasWordsForEveryFailureAndForNoCodeThatThereIsNot() throws IOException {
        String words = Files.readString(PAGE_WORDS);
        assertEquals(names(List.of(ErrorCode.values())), pageCodes(words, "FAILED"));
        Set<String> unknown = pageCodes(words, "REFUSED");
        unknown.removeAll(names(ProblemCode.all()));
        assertEquals(Set.of("UNREACHABLE"), unknown, "what the page itself finds out");
    }

    private static Set<String> names(List<? extends FaultCode> codes) {
        return codes.stream().map(FaultCode::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> enumOf(JsonNode schemas, String schema) {
        return schemas.get(schema).get("enum").valueStream().map(JsonNode::stringValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the table in a section: what stands in a column, without its marks, by what stands in another. */
    private static Map<String, String> column(String section, Function<String[], String> key,
                                              Function<String[], String> value) throws IOException {
        Map<String, String> column = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(FAILURES)) {
            if (line.startsWith("## ")) {
                within = line.equals("## " + section);
            } else if (within && line.startsWith("| ")) {
                rows.add(line);
            }
        }
        rows.stream().skip(1).map(row -> row.split("\\|"))
                .forEach(cells -> column.put(key.apply(cells).strip().replace("`", ""), value.apply(cells).strip()));
        return column;
    }

    /** The names of the members of one of the page's tables. */
    private static Set<String> pageCodes(String words, String table) {
        String members = words.substring(words.indexOf("const " + table));
        Matcher codes = Pattern.compile("(?m)^  ([A-Z_]+): \\{").matcher(members.substring(0, members.indexOf("\n};")));
        return codes.results().map(code -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
