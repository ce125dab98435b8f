package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import dev.rill.model.fake.Answer;
import dev.rill.model.fake.Gate;
import dev.rill.proxy.ProxyProgram;
import dev.rill.proxy.ReverseProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a key, staying so, and signing out. */
@ExtendWith(Chromium.class)
class SignInTest {
    private static final String QUESTION = "How do I stop an answer?";

    @TempDir
    Path folder;
    private Path keys;

    @BeforeEach
    void keys() throws Exception {
        keys = folder.resolve("keys");
        Files.writeString(keys, "ann " + sha256("secret") + "\nben " + sha256("other") + "\n");
    }

    @Test
    void aWrongKeyIsSaidAndTheRightOneOpensThePageInAllTabs(Browser browser) {
        try (Rilled rilled = start(browser)) {
            Chat chat = rilled.open();
            Chat other = rilled.open();
            assertThat(dialog(other)).isVisible();
            give(chat, "wrong");
            assertThat(chat.page().getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions()
                    .setHasText("This key is not accepted."))).isVisible();
            assertThat(key(chat)).isFocused();
            chat.screenshot("sign-in-wrong-key");
            give(chat, "schlüssel mit Umlaut");
            assertThat(dialog(chat)).containsText("This key is not accepted.");
            give(chat, "secret");
            assertThat(dialog(chat)).isHidden();
            assertThat(dialog(other)).isHidden();
            assertThat(chat.page().locator(".suggestions button").first()).isVisible();
            assertThat(chat.page().getByText("Signed in as ann")).isVisible();
            chat.screenshot("signed-in");
            chat.ask(QUESTION);
            chat.awaitEnd();
            chat.page().reload();
            assertThat(chat.text()).containsText("stopped with one request");
            assertThat(dialog(chat)).isHidden();
            assertEquals(List.of(), rilled.complaints);
        }
    }

    @Test
    void theSessionIsACookieThatNoScriptReadsAndTheKeyIsKeptNowhere(Browser browser) {
        try (Rilled rilled = start(browser)) {
            Chat chat = signedIn(rilled, "secret");
            List<Cookie> cookies = rilled.context.cookies();
            assertEquals(1, cookies.size());
            assertTrue(cookies.getFirst().httpOnly);
            assertEquals("/", cookies.getFirst().path);
            assertEquals("0", chat.page().evaluate(
                    "() => String(document.cookie.length + [localStorage, sessionStorage]"
                    + ".flatMap(s => Object.values(s)).filter(v => v.includes('secret')).length)"));
        }
    }

    @Test
    void somebodyStaysSignedInOverARestartOfTheServer(Browser browser) {
        try (Rilled rilled = start(browser)) {
            signedIn(rilled, "secret");
            rilled.restartServer();
            Chat again = rilled.open();
            assertThat(again.page().getByText("Signed in as ann")).isVisible();
            again.ask(QUESTION);
            again.awaitEnd();
        }
    }

    @Test
    void whoSignsOutLeavesNothingBehindInAnyTab(Browser browser) {
        try (Rilled rilled = start(browser)) {
            Chat chat = signedIn(rilled, "secret");
            chat.ask(QUESTION);
            chat.awaitEnd();
            chat.composer().fill("half a question");
            Chat other = rilled.open();
            assertThat(other.threads()).hasCount(1);
            chat.button("Sign out").click();
            assertThat(dialog(chat)).containsText("Sign in");
            assertThat(dialog(other)).containsText("Sign in");
            assertThat(chat.threads()).hasCount(0);
            chat.screenshot("signed-out");
            assertEquals(List.of(), rilled.context.cookies());
            give(chat, "other");
            assertThat(chat.page().getByText("Signed in as ben")).isVisible();
            assertThat(chat.threads()).hasCount(0);
            assertThat(chat.composer()).hasValue("");
        }
    }

    @Test
    void aKeyThatIsWithdrawnEndsTheSessionAndNothingTypedIsLost(Browser browser) throws Exception {
        try (Rilled rilled = start(browser)) {
            Chat chat = signedIn(rilled, "secret");
            Files.writeString(keys, "ann " + sha256("a new and longer secret") + "\n");
            chat.page().waitForCondition(() -> chat.page().evaluate(
                    "() => fetch('threads', {headers: {'x-rill-page': '1'}}).then(r => r.status)").equals(401));
            chat.ask(QUESTION);
            assertThat(dialog(chat)).containsText("Please sign in again");
            give(chat, "a new and longer secret");
            chat.awaitEnd();
            assertThat(chat.questions()).hasText(QUESTION);
            assertThat(chat.refusal()).isHidden();
        }
    }

    @Test
    void anAnswerGoesOnWhenTheSessionEndsAndSomebodySignsInAgain(Browser browser) {
        try (Rilled rilled = start(browser)) {
            Chat chat = signedIn(rilled, "secret");
            Gate gate = new Gate();
            rilled.answering(Answer.of("The first", " and the rest.").withGate(gate));
            chat.ask(QUESTION);
            gate.release(1);
            assertThat(chat.text()).hasText("The first");
            rilled.context.clearCookies();
            chat.page().reload();
            assertThat(dialog(chat)).isVisible();
            give(chat, "secret");
            assertThat(chat.text()).hasText("The first");
            gate.open();
            assertThat(chat.text()).hasText("The first and the rest.");
        }
    }

    @Test
    void whatIsWatchedIsNotAskedForWithoutASessionAndIsAgainWithOne(Browser browser) {
        try (Rilled rilled = Rilled.start(browser, Map.of("RILL_AUTH_KEYS", keys.toString(),
                "RILL_UPLOAD_SCAN_COMMAND", "/none/scanner"))) {
            Chat chat = signedIn(rilled, "secret");
            Page page = chat.page();
            page.navigate(rilled.url() + "#/documents");
            page.waitForFileChooser(() -> chat.button("Add documents of your own").click())
                    .setFiles(new FilePayload("quokkas.md", "", "A quokka".getBytes(StandardCharsets.UTF_8)));
            assertThat(page.getByText("Waits: the virus scanner cannot be started")).isVisible();
            page.clock().install();
            List<String> refused = new ArrayList<>();
            page.onResponse(response -> {
                if (response.status() == 401 && response.url().endsWith("/uploads")) {
                    refused.add(response.url());
                }
            });
            rilled.context.clearCookies();
            assertThat(dialog(chat)).containsText("Please sign in again");
            for (int i = 0; i < 5; i++) {
                page.clock().runFor(3_000);
                page.evaluate("() => fetch('page/config').then(response => response.status)");
            }
            assertEquals(1, refused.size());
            page.waitForResponse(response -> response.url().endsWith("/uploads") && response.status() == 200,
                    () -> give(chat, "secret"));
        }
    }

    @Test
    void behindAProxyTheSessionHoldsBelowThePathThatThePageIsServedAt(Browser browser) throws Exception {
        try (Rilled rilled = start(browser);
                ReverseProxy nginx = ReverseProxy.start(ProxyProgram.NGINX, port -> """
                        server {
                          listen 127.0.0.1:%d;
                          location /chat/ {
                            proxy_pass http://127.0.0.1:%d/;
                            proxy_set_header Host $http_host;
                          }
                        }""".formatted(port, rilled.house.port()))) {
            Page page = rilled.context.newPage();
            page.navigate("http://127.0.0.1:" + nginx.port() + "/chat/");
            Chat chat = new Chat(page);
            give(chat, "secret");
            assertThat(chat.page().getByText("Signed in as ann")).isVisible();
            assertEquals("/chat", rilled.context.cookies().getFirst().path);
            chat.ask(QUESTION);
            chat.awaitEnd();
            page.reload();
            assertThat(chat.text()).containsText("stopped with one request");
            chat.button("Sign out").click();
            assertThat(dialog(chat)).isVisible();
            assertEquals(List.of(), rilled.context.cookies());
        }
    }

    @Test
    void whereNobodyHasToSignInNothingIsSaidOfIt(Rilled rilled) {
        Chat chat = rilled.open();
        assertThat(chat.page().locator(".suggestions button").first()).isVisible();
        assertThat(chat.button("Sign out")).isHidden();
        assertThat(dialog(chat)).isHidden();
    }

    private Rilled start(Browser browser) {
        return Rilled.start(browser, Map.of("RILL_AUTH_KEYS", keys.toString()));
    }

    private static Chat signedIn(Rilled rilled, String key) {
        Chat chat = rilled.open();
        give(chat, key);
        assertThat(chat.button("Sign out")).isVisible();
        return chat;
    }

    private static void give(Chat chat, String key) {
        key(chat).fill(key);
        dialog(chat).getByRole(AriaRole.BUTTON).click();
    }

    private static Locator dialog(Chat chat) {
        return chat.page().getByRole(AriaRole.DIALOG);
    }

    private static Locator key(Chat chat) {
        return chat.page().getByLabel("Access key", new Page.GetByLabelOptions().setExact(true));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException, IOException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
