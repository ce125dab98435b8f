package dev.rill.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {
    private static final Reader ANNA = Reader.of("anna", Set.of("hr", "staff"), false);
    private static final Reader ADMIN = Reader.of("root", Set.of(), true);

    @Test
    void aListLetsInWhoHasOneOfItsNamesAndSeveralListsWhoHasOneOfEach() {
        Readers hr = Readers.anyOf(Set.of("group:hr", "user:ben"));
        Readers staff = Readers.anyOf(Set.of("group:staff"));
        assertTrue(hr.include(ANNA));
        assertTrue(hr.and(staff).include(ANNA));
        assertFalse(hr.and(staff).include(Reader.of("ben", Set.of(), false)));
        assertFalse(hr.include(Reader.NOBODY));
        assertTrue(Readers.EVERYBODY.include(Reader.NOBODY));
        assertFalse(Readers.NOBODY.include(ANNA));
        assertFalse(Readers.NOBODY.and(hr).include(ANNA), "nothing opens what is closed");
    }

    @Test
    void aUserIsNoGroupOfTheSameNameAndNobodyCanCallThemselvesAnAdmin() {
        assertFalse(Readers.anyOf(Set.of("group:hr")).include(Reader.of("hr", Set.of(), false)));
        assertFalse(Readers.anyOf(Set.of("user:group:hr")).include(ANNA));
        assertTrue(Readers.ADMINS.include(ADMIN));
        assertFalse(Readers.ADMINS.include(Reader.of("admin", Set.of("admin"), false)));
        assertFalse(Readers.isName("admin"));
        assertFalse(Readers.anyOf(Set.of("group:hr")).include(ADMIN), "looking after a server is no right to read");
    }

    @Test
    void theKeyIsTheSameForTheSameReadersAndZeroForEverybody() {
        Readers one = Readers.anyOf(Set.of("group:a", "group:b")).and(Readers.anyOf(Set.of("group:c")));
        Readers same = Readers.anyOf(Set.of("group:c")).and(Readers.anyOf(Set.of("group:b", "group:a")));
        assertEquals(one, same);
        assertEquals(one.key(), same.key());
        assertNotEquals(one.key(), Readers.anyOf(Set.of("group:a", "group:b", "group:c")).key());
        assertEquals(0, Readers.EVERYBODY.key());
        assertNotEquals(0, Readers.NOBODY.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hr", "user:", "group: x", "Group:x", "group:x\ny", "", "everybody", "user:x "})
    void whatIsNoNameIsNone(String name) {
        assertFalse(Readers.isName(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hr                | hr/a.md hr/b/c.md HR/a.md        | hrx/a.md a/hr/b.md hr.md
            /hr/              | hr/a.md                          | a.md
            hr/**             | hr/a.md hr/b/c.md                | a.md
            hr/a.md           | hr/a.md                          | hr/a.mdx hr/b.md
            **/private        | private/a.md x/y/private/z.md    | xprivate/a.md private.md
            a/**/b            | a/b/c.md a/x/y/b/c.md            | ab/c.md a/xb/c.md
            *.pdf             | a.pdf                            | x/a.pdf
            **/*.pdf          | a.pdf x/y/a.pdf                  | a.pdfx
            plan?/x[1]        | plan1/x[1]/a.md                  | plan/x[1]/a.md plan1/x1/a.md
            **                | a.md x/y.md                      |
            """)
    void aRuleCoversWhatIsOfItsPathOrBelowIt(String path, String covered, String others) {
        ReaderRule rule = new ReaderRule(path, Readers.NOBODY);
        for (String document : covered.split(" ")) {
            assertTrue(rule.covers(document), document);
        }
        for (String document : Optional.ofNullable(others).map(text -> text.split(" ")).orElse(new String[0])) {
            assertFalse(rule.covers(document), document);
        }
    }

    @Test
    void aRuleIsAPathAndNamesWhichMayHoldBlanks() {
        assertEquals(Optional.of(new ReaderRule("Human Resources/", Readers.anyOf(Set.of("group:The Board",
                "user:anna")))),
                ReaderRule.parse("Human Resources/ group:The Board  user:anna"));
        for (String none : List.of("hr/", "group:hr", "group:hr user:anna", " ", "hr group:")) {
            assertEquals(Optional.empty(), ReaderRule.parse(none), none);
        }
    }
}
