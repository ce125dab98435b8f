package dev.rill.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.model.ModelRequest.Excerpt;
import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuotedAnswerTest {
    private static final Path MANUAL = Path.of("src/main/resources/manual");
    private static final String LEAD = AnswerPhrases.ENGLISH.lead();
    private static final ExcerptWords WORDS = new ExcerptWords();
    private static final Pattern SOURCE = Pattern.compile("\\*\\*.*\\*\\* \\[(\\d+)]");

    /** Of rows that are quoted without their head. */
    private static final Pattern EMPTY_HEAD = Pattern.compile("> (\\| )+\\||> (\\|---)+\\|");

    @Test
    void everyQuotedLineStandsInThePassageThatIsCited() throws Exception {
        int answered = 0;
        for (Asked asked : questions()) {
            String answer = answer(asked.question(), asked.excerpts());
            answered += answer.startsWith(LEAD) ? 1 : 0;
            String cited = "";
            for (String line : answer.split("\n")) {
                Matcher source = SOURCE.matcher(line);
                if (source.matches()) {
                    cited = asked.excerpts().get(Integer.parseInt(source.group(1)) - 1).text();
                } else if (line.startsWith(">") && !line.equals("> …") && !EMPTY_HEAD.matcher(line).matches()) {
                    String quoted = line.substring(1).strip().replaceAll("\\\\\\[", "[").replace("&#12304;", "【");
                    assertTrue(cited.contains(quoted), asked.question() + ": " + line);
                }
            }
        }
        assertTrue(answered > 50, answered + " answers");
    }

    /** Two blocks of code may have a line in common: each is quoted whole. */
    @Test
    void nothingIsSaidTwice() throws Exception {
        for (Asked asked : questions()) {
            Set<String> said = new HashSet<>();
            boolean code = false;
            for (String line : answer(asked.question(), asked.excerpts()).split("\n")) {
                code ^= line.startsWith("> ```");
                if (line.startsWith(">") && line.length() > 40 && !code) {
                    assertTrue(said.add(line), asked.question() + ": " + line);
                }
            }
        }
    }

    @Test
    void codeIsQuotedWhole() throws Exception {
        int blocks = 0;
        for (Asked asked : questions()) {
            String answer = answer(asked.question(), asked.excerpts()).replaceAll("(?m)^> ?", "");
            Matcher code = Pattern.compile("(?ms)^```.*?^```$").matcher(answer);
            while (code.find()) {
                blocks++;
                assertTrue(asked.excerpts().stream().anyMatch(excerpt -> excerpt.text().contains(code.group())),
                        code.group());
            }
            assertEquals(0, answer.lines().filter(line -> line.startsWith("```")).count() % 2, answer);
        }
        assertTrue(blocks > 10, blocks + " blocks");
    }

    @Test
    void anAnswerIsShort() throws Exception {
        for (Asked asked : questions()) {
            String answer = answer(asked.question(), asked.excerpts());
            assertTrue(answer.length() < 6_000, asked.question() + ": " + answer.length());
            assertTrue(SOURCE.matcher(answer).results().count() <= 6);
        }
    }

    @Test
    void theSamePassageTwiceIsQuotedOnce() {
        String text = "A token lasts an hour. It is renewed by the client.";

        String answer = answer("How long does a token last?",
                List.of(new Excerpt(1, "a.md", "Tokens", text), new Excerpt(2, "b.md", "Copy", text)));

        assertEquals(LEAD + "\n\n**Tokens** [1]\n\n> A token lasts an hour.\n> It is renewed by the client.", answer);
    }

    @Test
    void numbersInBracketsAreNoCitations() {
        String answer = answer("What is the token lifetime?", List.of(new Excerpt(1, "a.md", "On *tokens* [2]",
                "The token lifetime is an hour [2], see [7] and [1](x.md).\n\nThe token lifetime in code is:\n\n"
                        + "```\nlifetime[2] = token\n```\n")));

        assertTrue(answer.contains("**On \\*tokens\\* \\[2]** [1]"), answer);
        assertTrue(answer.contains("> The token lifetime is an hour \\[2], see \\[7] and [1](x.md)."), answer);
        assertTrue(answer.contains("> lifetime[2] = token"), answer);
    }

    @Test
    void aListInAQuotationIsKeptWholeUnderItsHeading() {
        String answer = answer("What are the disadvantages?", List.of(new Excerpt(1, "a.md", "Services",
                "Services are small.\n\n> ## Disadvantages\n> \n> * More to run.\n> * More to watch.\n\nMore prose "
                + "here.\n")));

        assertTrue(answer.contains("> > * More to run.\n> > * More to watch."), answer);
        assertFalse(answer.contains("##"), answer);
    }

    @Test
    void aRowOfALargeTableIsQuotedUnderItsHead() {
        String row =
                "| 404 | Not found | There is no such resource, and nothing is said about whether there ever was. |";
        String other =
                "| 200 | Fine | The request has succeeded and the answer holds what was asked for, as it is. |\n";
        String answer = answer("When is a resource not found?", List.of(new Excerpt(1, "a.md", "Codes",
                "| Code | Name | Meaning |\n|---|---|---|\n" + other.repeat(8) + row + "\n")));

        assertEquals(LEAD + "\n\n**Codes** [1]\n\n> | Code | Name | Meaning |\n> |---|---|---|\n> " + row,
                answer);
    }

    @Test
    void rowsWhoseHeadIsNotInThePassageAreATableWithAnEmptyHead() {
        String rows = "| 404 | There is no such resource |\n| 410 | The resource is gone |";
        String answer = answer("When is a resource gone?", List.of(new Excerpt(1, "a.md", "Codes", rows + "\n")));

        assertEquals(LEAD + "\n\n**Codes** [1]\n\n> | | |\n> |---|---|\n> " + rows.replace("\n", "\n> "), answer);
    }

    @Test
    void aTableWithoutBarsAtItsEdgesIsQuotedAsOne() {
        String table =
                "Code | Meaning of the code\n--- | ---\n404 | There is no such resource. None at all.\n410 | The "
                + "resource is gone.";
        String answer = answer("When is a resource gone?",
                List.of(new Excerpt(1, "a.md", "Codes", "Codes are numbers.\n\n" + table + "\n\nMore prose.\n")));

        assertTrue(answer.contains("> " + table.replace("\n", "\n> ")), answer);
    }

    @Test
    void aQuestionOfTheDocumentIsAnsweredByWhatFollowsIt() {
        String faq = "**How do I reset the admin password?**\n\nRun the script in the tools folder.\n\n"
                + "**How do I change the admin address?**\n\nWrite to support.\n";
        String answer = answer("How do I reset the admin password?", List.of(new Excerpt(1, "faq.md", "FAQ", faq)));

        assertEquals(LEAD + "\n\n**FAQ** [1]\n\n> Run the script in the tools folder.", answer);
        assertTrue(answer("How do I reset the admin password?", List.of(new Excerpt(1, "faq.md", "FAQ",
                faq.replace("**How", "## How").replace("?**", "?"))))
                .contains("> Run the script in the tools folder."));
    }

    @Test
    void theBestSentenceIsQuotedWithTheCodeThatItLeadsTo() {
        String answer = answer("How do I compress pages?", List.of(new Excerpt(1, "a.md", "Compression",
                "Compression makes pages smaller. To compress pages, switch it on.\n\n```\ngzip on;\n```\n\nOther "
                + "text.\n")));

        assertTrue(answer.contains("switch it on.\n>\n> ```\n> gzip on;\n> ```"), answer);
    }

    @Test
    void otherPassagesThatAnswerAreQuotedWithWhatBelongsToThem() {
        String answer = answer("How are tokens renewed and revoked?", List.of(
                new Excerpt(1, "a.md", "Clients", "Tokens are renewed by clients. "
                        + "The client asks for another one each hour. ".repeat(30)),
                new Excerpt(2, "b.md", "Servers", "Tokens are revoked by `DELETE /tokens`. It answers with nothing."),
                new Excerpt(3, "c.md", "Prices", "The price of a stay is told at the door.")));

        assertTrue(answer.startsWith(LEAD + "\n\n**Clients** [1]\n\n> Tokens are renewed by clients.\n> The client"),
                answer);
        assertTrue(answer.contains(
                "**Servers** [2]\n\n> Tokens are revoked by `DELETE /tokens`.\n> It answers with nothing."), answer);
        assertFalse(answer.contains("[3]"), answer);
    }

    @Test
    void aFollowUpIsAnsweredFromTheConversation() {
        List<Excerpt> excerpts = List.of(new Excerpt(1, "a.md", "Logs", "The log is kept for a year."),
                new Excerpt(2, "b.md", "Nights", "A backup of the database is kept for ten days."));
        String answer =
                QuotedAnswer.of(new ModelRequest(List.of(new ModelMessage.User("When is the database backup made?"),
                new ModelMessage.Assistant("At night.", List.of()), new ModelMessage.User("How long is it kept?")),
                ModelRequest.Tools.NONE, "How long is it kept?", excerpts), WORDS);

        assertTrue(answer.startsWith(LEAD + "\n\n**Nights** [2]\n\n> A backup of the database is kept for ten days."),
                answer);
    }

    @Test
    void aWeakMatchIsCalledTheNearestAndNoMatchIsQuoted() {
        WordRarity rarity = new WordRarity(Map.of("host", 3.0, "proxi", 2.0, "behind", 1.0), 9);
        List<Excerpt> excerpts = List.of(new Excerpt(1, "a.md", "Hosts",
                "A host behind the proxy has a name of its own."));
        AnswerPhrases phrases = AnswerPhrases.ENGLISH;

        assertTrue(said("How do I host a Minecraft world behind the proxy?", excerpts, rarity)
                .startsWith(phrases.nearest() + "\n\n**Hosts** [1]\n\n>"));
        assertEquals(phrases.nothing(),
                said("Who painted the ceiling of the Sistine chapel behind the proxy?", excerpts, rarity));
        assertTrue(said("What is a host behind the proxy?", excerpts, rarity).startsWith(phrases.lead()));
    }

    @Test
    void anAnswerSaysWhatItIsWorthInTheLanguageOfTheQuestion() {
        WordRarity rarity = new WordRarity(Map.of("datenbank", 2.0, "aufbewahrt", 2.0), 4);
        List<Excerpt> german = List.of(new Excerpt(1, "a.md", "Sicherung",
                "Die Kopien der Datenbank werden nur dreißig Tage aufbewahrt."));
        List<Excerpt> chinese = List.of(new Excerpt(1, "a.md", "备份", "数据库的备份保存三十天。"));

        assertTrue(said("Wie lange werden Datenbankkopien aufbewahrt?", german, rarity)
                .startsWith("Das sagen die Dokumente:"));
        assertTrue(said("Wer hat die Sixtinische Kapelle ausgemalt?", german, rarity)
                .startsWith("Es wurde nichts gefunden"));
        assertTrue(said("数据库的备份保存多久？", chinese,
                new WordRarity(Map.of("数据", 2.0, "据库", 2.0, "备份", 2.0, "保存", 2.0), 4))
                .startsWith("文档中的相关内容："));
    }

    @Test
    void whatSaysTheSameInOtherWordsIsQuoted() {
        List<Excerpt> excerpts = List.of(new Excerpt(1, "auth.md", "Access", """
                The server keeps each password as a hash of it. Servers may share the file of passwords.

                ## Refusals

                Whoever comes without valid credentials gets a response with status 401.

                ## Log

                The server writes a line for each user name."""));
        String question = "What does the server answer when the password is wrong?";
        Nearness meant = texts -> texts.stream().map(text -> text.contains("401") ? 0.8 : 0.1).toList();
        Nearness far = texts -> texts.stream().map(_ -> 0.05).toList();

        assertFalse(said(question, excerpts, WordRarity.SAME, Nearness.UNKNOWN).contains("401"));
        assertTrue(said(question, excerpts, WordRarity.SAME, meant).contains("401"));
        assertTrue(said(question, excerpts, WordRarity.SAME, meant).startsWith("This is what the documents say"));
        assertTrue(said(question, excerpts, WordRarity.SAME, far).startsWith("Nothing matches this question closely"));
    }

    @Test
    void theBestByItsMeaningAndTheBestByItsWordsAreQuotedBesideTheBestByBoth() {
        List<Excerpt> excerpts = List.of(new Excerpt(1, "a.md", "House", "Passwords are kept for a year."),
                new Excerpt(2, "b.md", "Staff", "Credentials are deleted after twelve months."),
                new Excerpt(3, "c.md", "Drawers", "Who has kept passwords in a drawer is told so by the house."));
        Map<String, Double> meant = Map.of("Pass", 0.9, "Cred", 0.88, "Who ", 0.1);

        String answer = said("How long are passwords kept?", excerpts, WordRarity.SAME,
                texts -> texts.stream().map(text -> meant.get(text.substring(0, 4))).toList());

        assertEquals(List.of("1", "2", "3"), SOURCE.matcher(answer).results().map(source -> source.group(1)).toList());
        assertFalse(said("How long are passwords kept?", excerpts, WordRarity.SAME).contains("Credentials"));
    }

    @Test
    void noMoreThanAFewSentencesAreComparedByTheirMeaning() {
        List<Integer> asked = new ArrayList<>();
        String text = "The server says this and that of the password. ".repeat(200);

        said("What is the password?", List.of(new Excerpt(1, "a.md", "A", text), new Excerpt(2, "b.md", "B", text)),
                WordRarity.SAME, texts -> {
                    asked.add(texts.size());
                    return List.of();
                });

        assertEquals(List.of(16), asked);
    }

    private static String said(String question, List<Excerpt> excerpts, WordRarity rarity, Nearness nearness) {
        return QuotedAnswer.of(new ModelRequest(List.of(), ModelRequest.Tools.NONE, question, excerpts)
                .with(rarity, nearness), WORDS);
    }

    private static String said(String question, List<Excerpt> excerpts, WordRarity rarity) {
        return said(question, excerpts, rarity, Nearness.UNKNOWN);
    }

    @Test
    void anyTextIsReadWithoutFault() {
        String[] parts = {"```", "~~~ x", "| a | b |", "|---|---|", "* item", "1. one", "# H", "====", "---", "> ",
                "text.", "[1]", "", "  ", "![x](y)", "<!-- -->", "\uD83D\uDE00", "word word:", "`code. More`"};
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextInt(5) == 0 ? " " : "\n");
            }
            String answer = answer("word text item code a", List.of(new Excerpt(1, "a.md", "T", text.toString())));
            assertFalse(answer.isBlank());
        }
    }

    private static String answer(String question, List<Excerpt> excerpts) {
        return QuotedAnswer.of(new ModelRequest(List.of(), ModelRequest.Tools.NONE, question, excerpts), WORDS);
    }

    private record Asked(String question, List<Excerpt> excerpts) {
    }

    /** Every heading of the manual as a question, with what stands around it and elsewhere as passages. */
    private static List<Asked> questions() throws IOException {
        List<Excerpt> sections = new ArrayList<>();
        try (Stream<Path> pages = Files.list(MANUAL)) {
            for (Path page : pages.sorted().toList()) {
                for (String section : Files.readString(page).split("(?m)^(?=## )")) {
                    sections.add(new Excerpt(0, page.getFileName().toString(), "Manual", section.strip()));
                }
            }
        }
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            List<Excerpt> excerpts = new ArrayList<>();
            for (int j = 0; j < 7; j++) {
                Excerpt section = sections.get((i + j * j) % sections.size());
                excerpts.add(new Excerpt(j + 1, section.path(), section.title(), section.text()));
            }
            asked.add(new Asked(sections.get(i).text().lines().findFirst().orElse("").replaceAll("^#+ ", ""),
                    excerpts));
        }
        return asked;
    }
}
