package dev.rill.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.rill.client.NpmScript;
import dev.rill.http.response.Json;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in at an OpenID provider that is not ours, npm's {@code oidc-provider}, on another site than the page. */
@ExtendWith(Chromium.class)
class ProviderSignInTest {
    @RegisterExtension
    static final NpmScript PROVIDER = new NpmScript("oidc-provider.mjs");
    private static final String QUESTION = "How do I stop an answer?";

    @Test
    void aClickLeadsToTheProviderAndBackAndSigningOutToo(Browser browser) throws Exception {
        try (Rilled rilled = start(browser)) {
            Chat chat = rilled.open();
            Chat other = rilled.open();
            assertThat(dialog(chat)).containsText("Sign in with the house");
            assertThat(dialog(chat).locator("input")).hasCount(0);
            assertThat(button(other)).isFocused();
            chat.screenshot("provider-sign-in");
            signIn(chat, "anna");
            assertThat(chat.page().getByText("Signed in as anna of the house")).isVisible();
            assertEquals(rilled.url(), chat.page().url());
            assertThat(dialog(other)).isHidden();
            assertThat(other.page().getByText("Signed in as anna of the house")).isVisible();
            assertEquals("hr,staff", chat.page().evaluate(
                    "() => fetch('session', {headers: {'x-rill-page': '1'}}).then(r => r.json())"
                    + ".then(s => s.groups.join())"));
            assertEquals("", chat.page().evaluate("() => document.cookie"));
            chat.ask(QUESTION);
            chat.awaitEnd();
            chat.screenshot("provider-signed-in");

            chat.button("Sign out").click();
            assertThat(dialog(other)).isVisible();
            chat.page().waitForURL(Pattern.compile("http://localhost:.*"));
            chat.page().getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Yes")).click();
            assertThat(dialog(chat)).containsText("Sign in with the house");
            assertTrue(rilled.context.cookies().stream().noneMatch(cookie -> cookie.name.startsWith("rill_")));
            button(chat).click();
            assertThat(chat.page().locator("input[name=login]")).isVisible();
        }
    }

    @Test
    void whoIsSignedOutByTimeClicksAndIsWhereTheyWereWithWhatTheyTyped(Browser browser) throws Exception {
        try (Rilled rilled = start(browser)) {
            Chat chat = rilled.open();
            signIn(chat, "anna");
            chat.ask(QUESTION);
            chat.awaitEnd();
            String before = chat.page().url();
            rilled.context.clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions()
                    .setName("rill_session"));
            chat.ask("And then?");
            assertThat(dialog(chat)).containsText("Please sign in again");
            chat.screenshot("provider-sign-in-again");
            button(chat).click();
            assertThat(chat.text()).containsText("stopped with one request");
            assertThat(dialog(chat)).isHidden();
            assertEquals(before, chat.page().url());
            assertThat(chat.composer()).hasValue("And then?");
        }
    }

    @Test
    void whoTurnsBackAtTheProviderIsToldSoAndMayTryAgain(Browser browser) throws Exception {
        try (Rilled rilled = start(browser)) {
            Chat chat = rilled.open("#/monitor");
            button(chat).click();
            chat.page().getByText("Cancel").click();
            assertThat(dialog(chat).getByRole(AriaRole.ALERT)).containsText("did not let you in");
            assertEquals(rilled.url() + "#/monitor", chat.page().url());
            chat.screenshot("provider-denied");
            signIn(chat, "ben");
            assertThat(chat.page().getByText("Signed in as ben of the house")).isVisible();
        }
    }

    private static Rilled start(Browser browser) throws InterruptedException {
        String issuer = PROVIDER.call("issuer", Json.object()).done().stringValue();
        Rilled rilled = Rilled.start(browser, Map.of("RILL_OPENID_ISSUER", issuer, "RILL_OPENID_CLIENT_ID", "rill",
                "RILL_OPENID_CLIENT_SECRET", "a-secret: with & signs", "RILL_OPENID_NAME", "the house"));
        rilled.context.route(Pattern.compile("^https:"), Route::abort); // the provider's pages ask for fonts
        PROVIDER.call("know", Json.object().put("redirect", rilled.url() + "session/callback")
                .put("after", rilled.url())).done();
        return rilled;
    }

    private static void signIn(Chat chat, String name) {
        button(chat).click();
        chat.page().locator("input[name=login]").fill(name);
        chat.page().locator("input[name=password]").fill("any");
        chat.page().getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Sign-in")).click();
        chat.page().getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("Continue")).click();
        assertThat(chat.button("Sign out")).isVisible();
    }

    private static Locator dialog(Chat chat) {
        return chat.page().getByRole(AriaRole.DIALOG);
    }

    private static Locator button(Chat chat) {
        return chat.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with the house"));
    }
}
