package dev.rill.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptMarkupTest {

    @Test
    void reStructuredTextIsShownAsWhatItIs() {
        assertEquals(
                "## Backups\n\nRun `restic backup` or see [the page](http://x/y) and `init`:\n\n```\n$ restic "
                + "init\n\n  two\n```\n\n"
                        + "**Note:** mind it.\n\n```sh\nrun\n```\n- item",
                ExcerptMarkup.markdown("a.rst",
                        "Backups\n~~~~~~~\n\nRun ``restic backup`` or see `the page <http://x/y>`__ and :ref:`init "
                        + "<x>`::\n\n"
                        + "    $ restic init\n\n      two\n\n.. note:: mind it.\n\n.. code-block:: sh\n   "
                        + ":linenos:\n\n   run\n- item"));
    }

    @Test
    void asciiDocIsShownAsWhatItIs() {
        assertEquals(
                "## Backups\n\nSee [the page](https://x/y) and the other.\n\n**Caution:** mind it.\n\n```sh\n== "
                + "run\n```\n1. one\n  1. two\n**Listing**\n",
                ExcerptMarkup.markdown("a.adoc",
                        "== Backups\n\nSee https://x/y[the page] and <<b,the other>>.\n\nCAUTION: mind it.\n\n"
                        + "[source,sh]\n----\n== run\n----\n. one\n.. two\n.Listing"));
    }

    @Test
    void commentsOfMarkdownAreLeftOutAndThoseInCodeStay() {
        assertEquals("One.\n\nTwo.", ExcerptMarkup.markdown("a.md", "One.\n<!--\nHidden.\n-->\n\nTwo."));
        assertEquals("Two.", ExcerptMarkup.markdown("a.md", "the end of one\n-->\nTwo."));
        assertEquals("```\n<!-- indexer -->\n```", ExcerptMarkup.markdown("a.md", "```\n<!-- indexer -->\n```"));
        assertEquals("It is `<!-- so -->` there.", ExcerptMarkup.markdown("a.md", "It is `<!-- so -->` there."));
    }

    @Test
    void markdownStaysAsItIs() {
        assertEquals("== Not AsciiDoc::\n\n    code", ExcerptMarkup.markdown("a.md", "== Not AsciiDoc::\n\n    code"));
    }

    @Test
    void aCommentOfAProgramIsNoHeading() {
        for (String path : new String[] {"a/start.sh", "a.py", "deploy.yaml", "a/Dockerfile", "Makefile"}) {
            assertEquals("\\# The port is 80.\nEXPOSE 80 # not 81",
                    ExcerptMarkup.markdown(path, "# The port is 80.\nEXPOSE 80 # not 81"), path);
        }
        assertEquals("# Ports\n80", ExcerptMarkup.markdown("README", "# Ports\n80"));
    }
}
