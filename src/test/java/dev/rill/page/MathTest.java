package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mathematics in answers. */
@ExtendWith(Chromium.class)
class MathTest {
    private static final Pattern SCRIPT = Pattern.compile(".*/assets/math-[A-Z0-9]{8}\\.js(\\?\\d)?");
    private static final String ANSWER = """
            The roots of \\(ax^2 + bx + c = 0\\) cost nothing, a book about them $20 [1]:

            \\[
            x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
            \\]

            For a set $S \\subseteq \\mathbb{R}^n$ and the matrix

            $$
            A = \\begin{pmatrix} a_{11} & \\cdots & a_{1n} \\\\ \\vdots & \\ddots & \\vdots \\\\ a_{n1} & \\cdots & a_{nn} \\end{pmatrix}
            $$

            the sum \\(\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}\\) holds, and in a table too [2]:

            | name | formula |
            |---|---|
            | area | $\\pi r^2$ |
            | water | $\\ce{2H2 + O2 -> 2H2O}$ |

            - in a list: \\(e^{i\\pi} + 1 = 0\\)

            $$
            \\sum_{i=1}^{n} \\left( a_i + b_i + c_i + d_i + e_i + f_i \\right)^2 = \\int_0^1 f(x)\\,dx + \\int_1^2 g(x)\\,dx + \\int_2^3 h(x)\\,dx
            $$
            """;
    private static final int FORMULAS = 9;

    @Test
    void formulasAreDrawnAndReadAndLoadNothingElse(Rilled rilled) {
        List<String> scripts = new ArrayList<>();
        Chat chat = rilled.open();
        chat.page().onRequest(request -> {
            if (SCRIPT.matcher(request.url()).matches()) {
                scripts.add(request.url());
            }
        });
        chat.ask("Is there no mathematics? It is $5.");
        chat.awaitEnd();
        assertEquals(List.of(), scripts, "nothing is loaded for an answer without any");
        ask(rilled, chat);
        assertEquals(1, scripts.size());
        assertThat(chat.text()).containsText("a book about them $20 [1]:");
        Locator first = chat.text().locator(".math").first();
        assertThat(first.locator("svg[aria-hidden=true]")).isVisible();
        assertThat(first.locator("math msup")).hasCount(1);
        assertThat(chat.text().locator(".math-display > .math-host > svg")).hasCount(3);
        assertThat(chat.text().locator("table .math svg")).hasCount(2);
        assertEquals(List.of(), rilled.complaints);
        chat.page().reload();
        assertThat(drawn(chat)).hasCount(FORMULAS);
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void whatIsCopiedIsTheFormulaAsItWasWritten(Rilled rilled) {
        BrowserContext context = rilled.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        Chat chat = rilled.open(context, "");
        ask(rilled, chat);
        chat.button("Copy answer").click();
        assertEquals(ANSWER.strip(), clipboard(chat).strip());
        chat.text().evaluate("text => getSelection().selectAllChildren(text)");
        chat.page().keyboard().press("Control+c");
        String copied = clipboard(chat);
        for (String formula : List.of("\\(ax^2 + bx + c = 0\\) cost nothing, a book about them $20 [1]:",
                "\\[\nx = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n\\]",
                "For a set $S \\subseteq \\mathbb{R}^n$ and the matrix",
                "$\\pi r^2$", "in a list: \\(e^{i\\pi} + 1 = 0\\)")) {
            assertTrue(copied.contains(formula), formula + " is not in " + copied);
        }
        chat.text().evaluate("""
                text => {
                  const math = text.querySelectorAll('.math')[2];
                  getSelection().setBaseAndExtent(math.querySelector('svg'), 0, math.nextSibling, 4);
                }""");
        chat.page().keyboard().press("Control+c");
        assertEquals("$S \\subseteq \\mathbb{R}^n$ and", clipboard(chat));
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void aFormulaThatIsBeingWrittenNeitherFlickersNorShowsItsMarks(Rilled rilled) throws InterruptedException {
        Gate gate = new Gate();
        Answer answer = Answer.words(ANSWER).withGate(gate);
        rilled.answering(answer);
        Chat chat = rilled.open();
        chat.ask("What is known?");
        chat.answer().waitFor();
        chat.page().evaluate("""
                () => {
                  window.seen = [];
                  window.lost = 0;
                  let most = 0;
                  const look = () => {
                    const text = document.querySelector('.answer .markdown');
                    if (text !== null) {
                      const sources = [...text.querySelectorAll('.math:not([data-shown=late]) > .math-source')]
                        .filter(e => e.checkVisibility({visibilityProperty: true}));
                      const plain = text.cloneNode(true);
                      plain.querySelectorAll('.math').forEach(e => e.remove());
                      if (/\\\\|\\$(?!20|$)|frac|pmatrix/.test(plain.textContent)) seen.push(plain.textContent.slice(-60));
                      if (sources.length > 0) seen.push('source ' + sources[0].textContent);
                      const drawn = text.querySelectorAll('.math svg').length;
                      if (drawn < most) lost++;
                      most = Math.max(most, drawn);
                    }
                    requestAnimationFrame(look);
                  };
                  look();
                }""");
        for (int i = 0; i < answer.deltas().size(); i++) {
            gate.release(1);
        }
        gate.open();
        chat.awaitEnd();
        assertThat(drawn(chat)).hasCount(FORMULAS);
        assertEquals(List.of(), chat.page().evaluate("() => seen"));
        assertEquals(0, chat.page().evaluate("() => lost"), "formulas that were there and went");
    }

    @Test
    void hostileMathematicsIsShownAsItWasWrittenOrHarmless(Rilled rilled) {
        List<String> hostile = List.of("\\href{javascript:window.hacked=1}{x}", "\\def\\a{\\a\\a}\\a",
                "\\def\\a{\\a}\\a",
                "\\mmlToken{mi}[href=\"javascript:window.hacked=1\"]{x}", "\\style{position:fixed;inset:0}{x}",
                "\\mmlToken{mi}[style=\"position:fixed\" class=\"app\" id=\"root\" onclick=\"window.hacked=1\"]{x}",
                "\\mmlToken{mglyph}[src=\"https://evil.example/x.png\"]{}", "\\require{html}\\class{app}{x}",
                "\\unicode{x41}", "\\color{url(https://evil.example/x.svg#a)}{x}",
                "\\mmlToken{mi}[mathcolor=\"url(https://evil.example/x.svg)\" fontfamily=\"x;y\"]{x}",
                "\\rule{100000em}{100000em}", "\\text{<img src=x onerror=window.hacked=1>}",
                "{".repeat(1400) + "x" + "}".repeat(1400), "\\frac{1", "\\end{pmatrix}",
                "\\kern-500em x \\raise 500em y",
                "\\def\\frac#1#2{hacked}\\frac{1}{2}", "x".repeat(4000));
        rilled.answering(Answer.of(hostile.stream().map(tex -> "\\(" + tex + "\\)")
                .reduce("", (all, one) -> all + one + "\n\n") + "Last: \\(\\frac{1}{2}\\)."));
        Chat chat = rilled.open();
        chat.ask("What is hostile?");
        chat.awaitEnd();
        assertThat(chat.text().locator(".math").last().locator("math mfrac")).hasCount(1);
        assertThat(chat.text().locator(".math[data-shown=waiting]")).hasCount(0);
        assertThat(chat.text().locator(".math-source").first()).hasText("\\(\\href{javascript:window.hacked=1}{x}\\)");
        assertThat(chat.text().locator(".math :is(a, image, img, script, style, foreignObject, use, [id], [onclick], "
                + "[href], [src], [style*=url], [fill*=url], [mathcolor*=url])")).hasCount(0);
        assertEquals("undefined", chat.page().evaluate("() => typeof window.hacked"));
        assertEquals(List.of(), rilled.complaints);
    }

    @Test
    void whereTheScriptCannotBeLoadedTheFormulaIsShownAsItWasWritten(Rilled rilled) {
        Chat chat = rilled.open();
        chat.page().route(SCRIPT, route -> route.abort());
        rilled.answering(Answer.of("So \\(a^2\\) is."));
        chat.ask("What is so?");
        chat.awaitEnd();
        assertThat(chat.text().locator(".math-source")).hasText("\\(a^2\\)");
        assertThat(chat.text()).hasText("So \\(a^2\\) is.");
        chat.page().unroute(SCRIPT);
        rilled.answering(Answer.of("And \\(b^2\\) is."));
        chat.ask("What else?");
        chat.awaitEnd();
        assertThat(chat.page().locator(".math > .math-host > svg")).hasCount(2);
        assertThat(chat.page().locator(".math-source")).hasCount(0);
    }

    @Test
    void whileTheScriptIsLongOnItsWayTheFormulaIsShownAsItWasWritten(Rilled rilled) {
        Chat chat = rilled.open();
        List<Runnable> held = chat.holdFirst("GET", "**/assets/math-*");
        rilled.answering(Answer.of("So \\(a^2\\) is."));
        chat.ask("What is so?");
        chat.awaitEnd();
        assertThat(chat.text().locator(".math-source")).isVisible();
        chat.page().waitForCondition(() -> !held.isEmpty());
        held.getFirst().run();
        assertThat(drawn(chat)).hasCount(1);
        assertThat(chat.text().locator(".math-source")).hasCount(0);
    }

    @Test
    void formulasFitThePageAndAPhone(Rilled rilled) {
        for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            String name = colours.name().toLowerCase(java.util.Locale.ROOT);
            picture(rilled, new Browser.NewContextOptions().setViewportSize(1280, 1100).setColorScheme(colours),
                    "math-" + name);
            Chat phone = picture(rilled, new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true)
                    .setHasTouch(true).setDeviceScaleFactor(2).setColorScheme(colours), "math-phone-" + name);
            Number column = (Number) phone.page().locator(".scroller").evaluate("scroller => scroller.scrollWidth");
            assertTrue(column.doubleValue() <= 390, column + " pixels");
            assertThat(phone.text().locator(".math-host[role=region][tabindex='0']")).not().hasCount(0);
        }
    }

    private static Chat picture(Rilled rilled, Browser.NewContextOptions look, String name) {
        Chat chat = rilled.open(rilled.newContext(look), "");
        ask(rilled, chat);
        chat.page().locator(".scroller").evaluate("scroller => { scroller.scrollTop = 0; }");
        chat.screenshot(name);
        chat.page().locator(".scroller").evaluate("scroller => { scroller.scrollTop = 100000; }");
        chat.screenshot(name + "-end");
        return chat;
    }

    private static void ask(Rilled rilled, Chat chat) {
        rilled.answering(Answer.words(ANSWER));
        chat.ask("What is known of mathematics?");
        chat.awaitEnd();
        assertThat(drawn(chat)).hasCount(FORMULAS);
    }

    private static Locator drawn(Chat chat) {
        return chat.text().locator(".math > .math-host:not([hidden]) > svg");
    }

    private static String clipboard(Chat chat) {
        Page page = chat.page();
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    /** The page's own script stays as small as it was; this one is larger, and loaded by itself. */
    @Test
    void theScriptIsOne() throws Exception {
        try (Stream<java.nio.file.Path> files = java.nio.file.Files.list(java.nio.file.Path.of("target", "classes",
                "web", "assets"))) {
            List<String> names = files.map(file -> file.getFileName().toString()).filter(n -> n.startsWith("math-"))
                    .toList();
            assertEquals(1, names.size(), names.toString());
            assertNotNull(MathTest.class.getResource("/web/assets/" + names.getFirst()));
        }
    }
}
