package dev.rill.retrieval;

import dev.rill.rights.Reader;

/** The indexed documents, of which nothing can be had without saying who asks. Any thread. */
@FunctionalInterface
public interface GuardedDocuments {
    /** Where there are none. */
    GuardedDocuments NONE = _ -> DocumentLibrary.NONE;

    /** What somebody may see of them; what may not be seen is as if it were not there. Costs nothing. */
    DocumentLibrary seenBy(Reader reader);
}
