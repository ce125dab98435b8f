package dev.rill.retrieval.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingQuestionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            How do I make an API key?             | How do I make an API key?
            3.2 Which `routes` are there?         | Which routes are there?
            How to install the agent on Linux     | How do I install the agent on Linux?
            How the scheduler picks a node        | Can you explain how the scheduler picks a node?
            データベースはどこに保存されますか？        | データベースはどこに保存されますか？
            Wie stelle ich eine Antwort ab?       | Wie stelle ich eine Antwort ab?
            Why?                                  | -
            What is it?                           | -
            What happens when this fails?         | -
            How it works                          | -
            How to                                | -
            How to install                        | -
            Installation                          | -
            What happens                          | -
            """)
    void headingsThatAskByThemselvesAreQuestions(String heading, String question) {
        assertEquals(Optional.ofNullable(question), HeadingQuestions.ofHeading(heading));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Limits of streams       | What is said about “Limits of streams”?
            How to use the CLI      | How do I use the CLI?
            Where are threads kept? | Where are threads kept?
            """)
    void aTitleIsAskedAboutTruthfully(String title, String question) {
        assertEquals(Optional.of(question), HeadingQuestions.ofTitle(title));
    }
}
