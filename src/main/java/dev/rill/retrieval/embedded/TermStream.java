package dev.rill.retrieval.embedded;

import dev.rill.words.WordAnalyzer.Term;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Terms that are known already, for a field. One use, one thread. */
final class TermStream extends TokenStream {
    private final CharTermAttribute text = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final Iterator<Term> terms;
    private boolean begun;

    TermStream(List<Term> terms) {
        this.terms = terms.iterator();
    }

    @Override
    public boolean incrementToken() {
        if (!terms.hasNext()) {
            return false;
        }
        clearAttributes();
        Term term = terms.next();
        text.append(term.text());
        // Lucene takes no first one without a place of its own
        increment.setPositionIncrement(term.counts() || !begun ? 1 : 0);
        begun = true;
        return true;
    }
}
