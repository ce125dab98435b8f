package dev.rill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the sources: who uses whom, and how large files are. */
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern OWN = Pattern.compile("\\bdev\\.rill\\.([a-z]+(?:\\.[a-z]+)*)\\b");
    private static final Pattern ROOT = Pattern.compile("\\bdev\\.rill\\.[A-Z]\\w*");
    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|//[^\\n]*", Pattern.DOTALL);
    private static final int MOST_LINES = 300;

    /**
     * What a package uses; {@code Rill}, in the root, wires them all. An arrow that nobody needs is a fault as well.
     */
    private static final String ARROWS = """
            trace               : stream
            trace.otel          : trace
            uri                 :
            config              : rights uri
            storage             :
            words               :
            log                 : trace config
            rights              :
            stream              : rights
            live                : stream
            copy                : live stream
            copy.redis          : copy
            copy.postgres       : copy storage
            model               : stream words
            model.completion    : model stream
            model.transport     : config
            model.embedded      : stream
            model.rerank        : trace model.transport stream config
            model.openai        : trace model model.completion model.transport stream config
            process             :
            model.traced        : model stream trace
            retrieval           : rights retrieval.document.format stream words
            retrieval.document  : stream
            retrieval.document.decoding : retrieval.document words
            retrieval.document.format   : retrieval.document retrieval.document.decoding stream
            retrieval.document.passage  : retrieval.document
            retrieval.extraction.pdf    : retrieval.document stream
            retrieval.extraction.office : retrieval.document retrieval.document.format stream uri
            retrieval.extraction.rich   : retrieval.document
            retrieval.extraction.mail   : retrieval.document retrieval.document.format
            retrieval.extraction.notebook : retrieval.document retrieval.document.format stream
            retrieval.extraction : retrieval.document retrieval.document.format retrieval.extraction.mail \
                                  retrieval.extraction.notebook retrieval.extraction.office \
                                  retrieval.extraction.pdf retrieval.extraction.rich
            retrieval.upload    : rights retrieval.document.format storage
            retrieval.upload.postgres : retrieval.upload storage
            retrieval.source    : rights retrieval retrieval.document retrieval.document.format retrieval.upload \
                                  storage stream
            retrieval.source.git : retrieval.source stream storage
            retrieval.source.website : retrieval.document retrieval.document.format retrieval.source stream uri \
                                  storage
            retrieval.lucene    :
            retrieval.vector    : retrieval retrieval.lucene storage stream words
            retrieval.vector.postgres : retrieval.vector storage
            retrieval.index     : retrieval retrieval.document retrieval.document.format retrieval.document.passage \
                                  rights retrieval.extraction retrieval.source retrieval.upload \
                                  retrieval.vector stream storage words
            retrieval.embedded  : retrieval retrieval.document retrieval.index retrieval.lucene retrieval.source \
                                  retrieval.vector storage stream words
            retrieval.opensearch : retrieval retrieval.document retrieval.index retrieval.vector storage stream words
            threads             : stream
            threads.archive     : threads stream
            threads.jdbc        : threads storage
            threads.jdbc.lease  : threads threads.jdbc
            threads.jdbc.statement : rights stream threads threads.jdbc
            threads.jdbc.store  : threads threads.jdbc threads.jdbc.lease threads.jdbc.statement
            threads.jdbc.transfer : stream threads threads.archive threads.jdbc threads.jdbc.statement
            threads.embedded    : threads threads.jdbc
            threads.postgres    : storage stream threads threads.jdbc
            chat.citation       : stream words
            chat.tool           : trace model retrieval stream
            chat                : trace rights chat.citation stream live threads
            chat.generation     : chat model stream
            chat.investigation  : chat chat.generation chat.prompt chat.query chat.ranking chat.tool config model \
                                  retrieval stream trace
            chat.prompt         : chat chat.tool model retrieval stream
            chat.query          : stream chat chat.prompt model retrieval words
            chat.ranking        : chat chat.prompt chat.query model retrieval
            evaluation.question :
            evaluation.target   : rights evaluation.question chat retrieval retrieval.document.format stream uri words \
                                  wire.rill
            evaluation.score    : evaluation.question evaluation.target chat.citation stream
            evaluation.report   : evaluation.question evaluation.score evaluation.target stream
            evaluation          : rights evaluation.question evaluation.score evaluation.target model stream
            http.message        :
            http.frames.format  :
            http.frames.header  : http.message
            http.frames.flood   : http.frames.format
            http.frames.stream  : http.frames.format
            http.frames         : http.frames.flood http.frames.format http.frames.header http.frames.stream http.message
            http.connection     : http.frames http.message config
            http.problem        : stream
            http.paths          : http.problem
            http.access         : http.problem stream rights config
            http.openid         : http.access config uri
            http.session        : http.access http.openid config threads storage
            http.body           : http.message http.problem stream config uri
            http.metrics        : trace http.problem copy live stream retrieval retrieval.index
            http.response       : http.access http.body http.connection http.message http.metrics http.problem \
                                  live retrieval stream threads storage uri
            http.route.document : http.access http.body http.message http.paths http.problem http.response live \
                                  retrieval retrieval.document retrieval.document.format retrieval.extraction \
                                  retrieval.index retrieval.upload rights stream threads trace uri
            http.route.operation : http.access http.paths http.response live threads
            http.route.page     : config http.paths http.problem http.response
            http.route.session  : http.access http.openid http.paths http.problem http.response http.session
            http.route.thread   : http.access http.body http.paths http.problem http.response live retrieval stream \
                                  threads
            http                : trace http.access http.body http.connection http.frames http.message http.metrics \
                                  http.openid http.paths http.problem http.response http.session live log config \
                                  http.route.session threads
            wire                : trace http.access http.body http.connection http.paths http.problem http.response \
                                  chat copy live stream threads retrieval uri
            wire.agui           : rights http.access http.body http.paths http.problem http.response wire chat stream
            wire.aisdk          : rights http.access http.body http.paths http.problem http.response wire chat live \
                                  stream
            wire.rill           : retrieval rights http.access http.body http.paths http.problem http.response \
                                  wire chat live stream threads
            wire.openai.api     : rights http.problem http.response wire chat chat.citation stream
            wire.openai.chat    : rights http.access http.body http.paths http.problem http.response \
                                  wire wire.openai.api chat stream
            wire.openai.responses.item : http.response stream wire wire.openai.api
            wire.openai.responses.request : chat http.problem http.response rights threads wire wire.openai.api
            wire.openai.responses : retrieval http.access http.body http.paths http.problem http.response wire \
                                  wire.openai.api chat live stream threads chat.query wire.openai.responses.item \
                                  wire.openai.responses.request
            wire.openai         : http.paths http.response wire wire.openai.api wire.openai.chat \
                                  wire.openai.responses
            wire.langgraph      : retrieval http.access http.body http.paths http.problem http.response \
                                  wire chat live stream threads
            wire.mcp            : rights http.access http.body http.paths http.problem http.response \
                                  wire chat chat.tool live retrieval stream uri
            """;

    private static final List<String> UNKNOWN_TO_CHAT =
            List.of("io.helidon.", "java.sql.", "javax.sql.", "org.jdbi.", "com.zaxxer.", "org.apache.lucene.",
                    "com.openai.", "io.opentelemetry.");

    @Test
    void packagesUseWhatTheyMayAndNothingIsAllowedThatNobodyUses() throws IOException {
        Map<String, Set<String>> uses = uses();
        uses.remove("");
        Arrows.of(ARROWS).assertAre(new Arrows(uses));
    }

    @Test
    void packagesMakeNoCircle() {
        Arrows.of(ARROWS).assertMakeNoCircle();
    }

    @Test
    void chatSeesNoServerNoSqlNoIndexAndNoModelLibrary() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files()) {
            if (packageOf(file).startsWith("dev.rill.chat")) {
                String code = code(file);
                UNKNOWN_TO_CHAT.stream().filter(code::contains).forEach(name -> faults.add(file + " uses " + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void nobodyUsesTheRootWhichWiresThemAll() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files()) {
            if (!packageOf(file).equals("dev.rill")) {
                ROOT.matcher(code(file)).results().forEach(name -> faults.add(file + " uses " + name.group()));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of("src/main"))) {
            for (Path file : all.filter(file -> file.toString().matches(".*\\.(java|ts|tsx|css)")).toList()) {
                long lines = Files.readString(file).lines().count();
                if (lines > MOST_LINES) {
                    faults.add(file + " has " + lines + " lines");
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /** What each package uses of the others. */
    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path file : files()) {
            Set<String> used = uses.computeIfAbsent(roomOf(packageOf(file)), _ -> new TreeSet<>());
            Matcher names = OWN.matcher(code(file));
            while (names.find()) {
                used.add(names.group(1));
            }
            used.remove(roomOf(packageOf(file)));
        }
        return uses;
    }

    /** Without comments and strings, which may name anything. */
    private static String code(Path file) throws IOException {
        return NO_CODE.matcher(Files.readString(file)).replaceAll("");
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file.getParent()).toString().replace('/', '.');
    }

    private static String roomOf(String name) {
        return name.equals("dev.rill") ? "" : name.substring("dev.rill.".length());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
