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
    private static final CitationCheck CHECK = new CitationCheck();
    private static final String BACKUP = """
            ## Backups

            Backups are kept for 30 days in `/var/backups`. A backup takes about four minutes.
            Set `BACKUP_KEEP` to keep them longer. Backups are not encrypted.

            - Restore with `rill restore FILE`.
            - A restore needs 2,500 MB of free space.

            | Plan | Price |
            |---|---|
            | Basic | 12 EUR |
            | Professional | 48 EUR |
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
    void rowsThatAreQuotedBelowTheHeadOfTheirTableAreFoundWhereTheyStand() {
        assertEquals("21-21", told("**Of ops/backup.md** [1]\n\n> | Plan | Price |\n> |---|---|\n"
                + "> | Professional | 48 EUR |"));
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
        List<Source> checked = CHECK.checked(answer, SOURCES);
        assertEquals(List.of("Backups are kept for 30 days. [1]", "* Backups are not encrypted [1]."),
                cited(answer, checked.get(0)));
        assertEquals(List.of("The oven is in the yard [2]."), cited(answer, checked.get(1)));
    }

    @Test
    void codeInTheAnswerIsNoSentenceAndAnIndexNoCitation() {
        String answer = "It is so [1]:\n\n```\nitems[1] = 5\nx [2]\n```\n";
        assertEquals(List.of(List.of("It is so [1]:"), List.of("x [2]")),
                CHECK.checked(answer, SOURCES).stream()
                .map(source -> cited(answer, source)).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Die Sicherungen werden 30 Tage lang aufbewahrt [1].            | 1-1
            Sicherungsdateien werden 30 Tage lang aufbewahrt [1].          | 1-1
            Die Sicherung braucht 4 Minuten [1].                           | 2-2
            Für eine Sicherung sind 2500 MB frei zu halten [1].            | 3-3
            Die Sicherungen werden 90 Tage lang aufbewahrt [1].            | not found
            Die Sicherungen werden nicht 30 Tage lang aufbewahrt [1].      | not found
            Das Brot wird im Ofen gebacken, und zwar draußen im Hof [1].   | not found""")
    void anAnswerInTheLanguageOfItsPassageIsHeldAgainstItsWords(String answer, String lines) {
        assertEquals(lines, told(answer, """
                Alle Sicherungen werden 30 Tage lang in diesem Ordner aufbewahrt.
                Eine Sicherung braucht etwa vier Minuten.
                Für eine Sicherung sind 2.500 MB frei zu halten.
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Die Sicherungen werden für 30 Tage in diesem Ordner aufbewahrt [1].     | 12-12
            Es dauert etwa vier Minuten, bis eine Sicherung fertig ist [1].         | 12-12
            Für das Wiederherstellen werden 2.500 MB gebraucht, die frei sind [1].  | 16-16
            Mit `BACKUP_KEEP` werden sie länger aufbewahrt, wenn es sein soll [1].  | 13-13
            Die Sicherungen sind nicht verschlüsselt, und das ist auch so [1].      | 10-21
            Les sauvegardes sont gardées pendant 30 jours dans ce dossier [1].      | 12-12
            Die Sicherungen werden für 90 Tage in diesem Ordner aufbewahrt [1].     | not found
            Es dauert etwa fünf Minuten, bis eine Sicherung fertig ist [1].         | not found
            Mit `BACKUP_DAYS` werden sie länger aufbewahrt, wenn es sein soll [1].  | not found""")
    void ofAnAnswerInAnotherLanguageNumbersAndCodeAreHeldAgainstThePassage(String answer, String lines) {
        assertEquals(lines, told(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            バックアップは30日間保存されます [1]。    | 1-1
            バックアップは90日間保存されます [1]。    | not found
            バックアップは30日間保存されません [1]。  | not found
            オーブンは庭にあります [1]。              | not found""")
    void whereWordsAreNotPartedTheirPairsAreCompared(String answer, String lines) {
        assertEquals(lines, told(answer, "バックアップは `/var/backups` に30日間保存されます。\n"));
    }

    @Test
    void aSourceWithoutItsTextIsNotChecked() {
        List<Source> bare = SOURCES.stream().map(Source::withoutText).toList();
        assertEquals(bare, CHECK.checked("Backups [1].", bare));
    }

    @Test
    void hostileAnswersAreReadOnce() {
        for (String answer : List.of("a [1] ".repeat(16_000), "[1]".repeat(33_000), "a. [1] ".repeat(14_000),
                "`".repeat(99_999),
                "a\n".repeat(49_000) + "[1]", "\"".repeat(90_000) + " [1]", "z.B. ".repeat(19_000) + "[1]",
                "[1]\n> " + "a\n> \n> ".repeat(10_000), "A [1]\n> a\n".repeat(9_000))) {
            CHECK.checked(answer, SOURCES);
        }
        assertTrue(CHECK.checked("a [1]. ".repeat(5_000), SOURCES).get(0).citations().size() <= 500);
    }

    private static String told(String answer, String passage) {
        return told(answer, List.of(source(1, "sicherung.md", 1, passage)));
    }

    private static String told(String answer) {
        return told(answer, SOURCES);
    }

    private static String told(String answer, List<Source> sources) {
        return CHECK.checked(answer.strip(), sources).stream().flatMap(source -> source.citations().stream())
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
