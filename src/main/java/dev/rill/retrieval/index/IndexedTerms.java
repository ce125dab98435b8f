package dev.rill.retrieval.index;

import dev.rill.words.Language;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The terms that an index holds, as they are while one question is turned into a query. One thread. */
public interface IndexedTerms {

    /** Says which terms will be asked for, so that an index that is elsewhere is asked once for all of them. */
    void look(Collection<String> terms) throws IOException;

    /** How many passages have a term among their words. */
    int having(String term) throws IOException;

    /** How many passages there are. */
    int passages() throws IOException;

    /** What the documents are written in, the most frequent first. */
    List<Language> languages() throws IOException;
}
