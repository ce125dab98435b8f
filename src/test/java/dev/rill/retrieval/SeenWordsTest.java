package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a reader sees of a document finds it, and marks that nobody sees do not. */
class SeenWordsTest {
    @TempDir
    private Path base;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            forkCountLimit      | ```xml\\n<configuration>\\n  <forkCountLimit>3</forkCountLimit>\\n</configuration>\\n```
            video autoplay      | ```html\\n<video autoplay src="a.mp4"></video>\\n```
            HashMap             | Use `Map<String, HashMap<Integer>>` here.
            listener            | The type is Set<Listener> in all cases.
            PlaceholderName     | Replace <placeholderName> by yours.
            install the agent   | <Card title="Install the agent" href="/x" />
            restore snapshots   | <Step\\n  icon="x"\\n  heading="Restore snapshots"\\n>\\n\\ntext\\n\\n</Step>
            diagram pipeline    | <img src="x.png" alt="Diagram of the pipeline">
            chargebacks reopen  | Run `curl https://api.example.com/v2/chargebacks/reopen` with your key.
            sitemap             | See https://example.com/sitemap.xml?full=1 for all.
            /etc/frob/frob.conf | Settings are in /etc/frob/frob.conf of the host.
            escalation          | [Note]: escalation is for the manager on duty.
            zephyr              | ---\\n\\nThe zephyr valve must be closed.\\n\\n---\\n\\n# Pump\\n\\nOther text.
            zephyr              | ---\\nThe zephyr valve\\nmust be closed.\\n---\\n\\n# Pump\\n\\nOther text.
            zephyr              | The zephyr valve stands before the first heading.\\n\\n# Pump\\n\\nOther text.
            zephyr              | ---\\ntitle: Pump\\ndescription: All of the zephyr valve\\n---\\n\\nOther text.
            zephyr              | ---\\ntitle: Pump\\nparams:\\n  aliases:\\n    - zephyr\\n---\\n\\nOther text.
            zephyr              | ---\\ntitle: Pump\\nsummary: valve: zephyr\\n---\\n
            zephyr              | +++\\ntitle = "Pump"\\nkeywords = [\\n  "valve",\\n  "zephyr",\\n]\\n+++\\n\\nOther text.
            zephyr              | [Valve][1]\\n\\n[1]: https://example.com/x "The zephyr"
            backslash_name      | The setting backslash\\\\_name is on.
            caf\u00E9 latte     | A caf&eacute; latte &amp; more.
            """)
    void whatIsSeenFindsTheDocument(String question, String document) throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write("it.md", document.replace("\\n", "\n").replace("\\\\", "\\"));
            fixture.write("other.md", "# Other\n\nNothing to see.\n");
            fixture.open();

            assertEquals(List.of("it.md"), fixture.found(question));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            zephyr | <!-- zephyr -->\\n\\nText.
            zephyr | <div class="zephyr" id="zephyr">Text</div>
            zephyr | [Text](https://zephyr.example/zephyr.html)
            zephyr | [![Text](zephyr.png)](zephyr.html)
            zephyr | [Text][1]\\n\\n[1]: https://zephyr.example/x
            strong | Some <strong>text</strong> here.
            """)
    void whatIsNotSeenFindsNothing(String question, String document) throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write("it.md", document.replace("\\n", "\n"));
            fixture.open();

            assertFalse(fixture.paths().isEmpty());
            assertEquals(List.of(), fixture.found(question));
        }
    }

    @ParameterizedTest
    @CsvSource({"it.txt", "it.html"})
    void tagsInPlainTextAndInThePagesOwnTextAreSeen(String name) throws IOException {
        try (IndexFixture fixture = new IndexFixture(base)) {
            fixture.write(name, name.endsWith("html")
                    ? "<h1>Tags</h1><p>The &lt;blink&gt; and the &lt;strong class=wide&gt; tag.</p>"
                    : "The <blink> and the <strong class=wide> tag.\n");
            fixture.open();

            assertEquals(List.of(name), fixture.found("strong wide"));
        }
    }
}
