package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Text that is composed with an input method. Enter and Escape that end a composition end only that: where the
 * browser says that it composes, and in Safari, whose composition has ended by then and only the key's code tells.
 */
@ExtendWith(Chromium.class)
class InputMethodTest {

    @Test
    void aQuestionIsNotSentByTheEnterThatEndsAComposition(Rilled rilled) {
        Chat chat = rilled.open();
        chat.composer().fill("にほん");
        key(chat.composer(), "Enter", true);
        key(chat.composer(), "Enter", false);
        assertThat(chat.composer()).hasValue("にほん");
        assertThat(chat.questions()).hasCount(0);
        chat.page().keyboard().press("Enter");
        assertThat(chat.questions()).hasText("にほん");
        chat.awaitEnd();
        assertThat(chat.questions()).hasCount(1);
    }

    @Test
    void aChangedQuestionIsNeitherSentNorLeftByKeysOfAComposition(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop?");
        chat.awaitEnd();
        chat.questions().hover();
        chat.button("Edit and ask again").click();
        Locator editor = chat.page().getByLabel("Edit the question");
        editor.fill("にほん");
        for (String name : new String[] {"Enter", "Escape"}) {
            key(editor, name, true);
            key(editor, name, false);
        }
        assertThat(editor).hasValue("にほん");
        editor.press("Enter");
        assertThat(chat.questions()).hasText(new String[] {"How do I stop?", "にほん"});
        chat.awaitEnd();
    }

    @Test
    void aThreadIsNotRenamedByTheEnterThatEndsAComposition(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop?");
        chat.awaitEnd();
        chat.choose("Rename");
        Locator field = chat.page().getByLabel("Thread name");
        field.fill("にほん");
        for (String name : new String[] {"Enter", "Escape"}) {
            key(field, name, true);
            key(field, name, false);
        }
        assertThat(field).hasValue("にほん");
        field.press("Enter");
        assertThat(chat.page().locator("h1")).hasText("にほん");
    }

    @Test
    void noAnswerIsStoppedAndNoPassageClosedByTheEscapeOfAComposition(Rilled rilled) {
        Chat chat = rilled.open();
        chat.ask("How do I stop an answer?");
        chat.awaitEnd();
        chat.answer().locator(".cite").first().click();
        chat.passage().locator("mark").waitFor();
        chat.composer().focus();
        key(chat.composer(), "Escape", true);
        key(chat.composer(), "Escape", false);
        assertThat(chat.passage()).isVisible();
        chat.page().keyboard().press("Escape");
        assertThat(chat.passage()).isHidden();
    }

    private static void key(Locator field, String name, boolean composing) {
        field.evaluate("""
                (field, [name, composing]) => {
                  const composition = type => field.dispatchEvent(new CompositionEvent(type, {bubbles: true}));
                  composition('compositionstart');
                  if (!composing) composition('compositionend');
                  field.dispatchEvent(new KeyboardEvent('keydown', {key: name, code: name, bubbles: true,
                    cancelable: true, isComposing: composing, keyCode: composing ? 0 : 229}));
                  if (composing) composition('compositionend');
                }""", new Object[] {name, composing});
    }
}
