package dev.rill.chat.citation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.stream.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationCheckTest {
    private static final String BACKUP = """
            ## Backups

            Backups are kept for 30 days in `/var/backups`. A backup takes about four minutes.
            Set `BACKUP_KEEP` to keep them longer. Backups are not encrypted.

            - Restore with `rill restore FILE`.
            - A restore needs 2,500 MB of free space.

            | Plan | Price |
            |---|---|
            | Basic | 12 EUR |
            """;
    private static final String OTHER = "The oven is in the yard. It is heated to 230 degrees before bread goes in.";
    private static final List<Source> SOURCES =
            List.of(source(1, "ops/backup.md", 10, BACKUP), source(2, "bread.md", 1, OTHER));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Backups are kept for 30 days [1].                                   | 12-12
            They are kept for 30 days in `/var/backups`, the backups. [1]       | 12-12
            - A backup takes 4 minutes [1]                                      | 12-12
            To keep backups longer, set `BACKUP_KEEP` [1].                      | 13-13
            Backups are not encrypted [1].                                      | 13-13
            A restore needs 2500 MB of free space [1].                          | 16-16
            The Basic plan has a price of 12 EUR [1].                           | 20-20
            The manual says "restore with rill restore FILE" [1].               | 15-15""")
    void whatThePassageSaysIsFoundInItsLines(String answer, String lines) {
        assertEquals(lines, told(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Backups are kept for 90 days [1].                           | another number
            A backup takes about five minutes [1].                      | another number in words
            Backups are encrypted [1].                                  | it is denied there
            Backups are not kept for 30 days [1].                       | it is not denied there
            Set `BACKUP_DAYS` to keep them longer [1].                  | another name
            The oven is heated to 230 degrees [1].                      | it stands in another passage
            Backups are written to tape by the night shift [1].         | nothing says so
            The manual says "backups are kept for a year" [1].          | no quotation""")
    void whatItDoesNotSayIsToldApart(String answer, String why) {
        assertEquals("not found", told(answer), why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            > A backup takes about four minutes.                                  | 12-12
            > Set `BACKUP_KEEP` to keep them longer. Backups are *not* encrypted. | 13-13
            > A backup takes about four minutes. Set `BACKUP_KEEP` to keep them   | 12-13
            > Backups are not encrypted.;>;> - Restore with `rill restore FILE`.  | 13-15
            > Backups are not encrypted.;>;> …;>;> A restore needs 2,500 MB       | 13-13
            > Not from here at all.;>;> A restore needs 2,500 MB of free space.   | 16-16""")
    void whatIsQuotedBelowACitationIsFoundInItsLines(String quotation, String lines) {
        assertEquals(lines, told("**Of ops/backup.md › Backups** [1]\n\n" + quotation.replace(';', '\n')));
    }

    @Test
    void whatIsQuotedAndDoesNotStandThereIsHeldAgainstThePassageAsOtherSentencesAre() {
        assertEquals("not found", told("The night shift writes tapes [1]:\n\n> Tapes are written by the night shift."));
        assertEquals("12-12", told("Backups are kept for 30 days [1]:\n\n> Tapes are written by the night shift."));
    }

    @Test
    void aSentenceOfTwoSourcesMayBeSaidInParts() {
        assertEquals("12-12 not found", told("Backups are kept for 30 days [1][2]."));
        assertEquals("12-12 1-1", told("Backups are kept for 30 days, and the oven is heated to 230 degrees [1][2]."));
    }

    @Test
    void eachSentenceIsToldByItsPlaceInTheAnswer() {
        String answer =
                "Backups are kept for 30 days. [1] The oven is in the yard [2]. And so on.\n\n* Backups are not "
                + "encrypted [1].";
        List<Source> checked = CitationCheck.checked(answer, SOURCES);
        assertEquals(List.of("Backups are kept for 30 days. [1]", "* Backups are not encrypted [1]."),
                cited(answer, checked.get(0)));
        assertEquals(List.of("The oven is in the yard [2]."), cited(answer, checked.get(1)));
    }

    @Test
    void codeInTheAnswerIsNoSentenceAndAnIndexNoCitation() {
        String answer = "It is so [1]:\n\n```\nitems[1] = 5\nx [2]\n```\n";
        assertEquals(List.of(List.of("It is so [1]:"), List.of("x [2]")),
                CitationCheck.checked(answer, SOURCES).stream()
                .map(source -> cited(answer, source)).toList());
    }

    @Test
    void aSourceWithoutItsTextIsNotChecked() {
        List<Source> bare = SOURCES.stream().map(Source::withoutText).toList();
        assertEquals(bare, CitationCheck.checked("Backups [1].", bare));
    }

    @Test
    void hostileAnswersAreReadOnce() {
        for (String answer : List.of("a [1] ".repeat(16_000), "[1]".repeat(33_000), "a. [1] ".repeat(14_000),
                "`".repeat(99_999),
                "a\n".repeat(49_000) + "[1]", "\"".repeat(90_000) + " [1]", "z.B. ".repeat(19_000) + "[1]",
                "[1]\n> " + "a\n> \n> ".repeat(10_000), "A [1]\n> a\n".repeat(9_000))) {
            CitationCheck.checked(answer, SOURCES);
        }
        assertTrue(CitationCheck.checked("a [1]. ".repeat(5_000), SOURCES).get(0).citations().size() <= 500);
    }

    private static String told(String answer) {
        return CitationCheck.checked(answer.strip(), SOURCES).stream().flatMap(source -> source.citations().stream())
                .map(citation -> switch (citation.support()) {
                    case Source.Found(int from, int to) -> from + "-" + to;
                    case Source.NotFound _ -> "not found";
                }).collect(Collectors.joining(" "));
    }

    private static List<String> cited(String answer, Source source) {
        return source.citations().stream().map(citation -> answer.substring(citation.start(), citation.end())).toList();
    }

    private static Source source(int id, String path, int firstLine, String text) {
        int lines = (int) text.lines().count();
        return new Source(id, path, "Of " + path, firstLine, firstLine + lines - 1, 1, "", "hash", Optional.of(text));
    }
}
