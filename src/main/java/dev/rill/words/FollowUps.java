package dev.rill.words;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells questions that cannot be understood without the one before. Stateless; any thread. */
public final class FollowUps {
    /** Longer questions say what they are about, though they may refer to something. */
    private static final int LONG = 90;
    private static final Pattern OPENING = Pattern.compile("(?:and|or|but|also|then|so|what about|how about|why"
            + "|und|oder|aber|auch|dann|also|warum|wieso|was ist mit|wie ist es mit"
            + "|et|ou|mais|aussi|alors|pourquoi|qu['’]en est-il"
            + "|y|pero|también|entonces|por qué|ma|anche|allora|perché|mas|também|então|por que"
            + "|en|of|maar|ook|dan|waarom)\\b.*");
    private static final Pattern REFERENCE =
            Pattern.compile(".*(?<![\\p{L}\\p{M}])(?:it|its|this|that|these|those|they|them"
            + "|their|there|then|instead|else|both|he|she|him|her|one|ones|former|latter"
            + "|er|sie|es|ihn|ihm|ihnen|diese[rsnm]?|jene[rsnm]?|dort|damit|davon|dabei|dafür|darauf|darin|dazu|daran"
            + "|dann|denn|stattdessen|beide[rsnm]?"
            + "|il|elle|ils|elles|celui|celle|ceux|celles|cela|ça|ceci|cet|cette|ces|alors"
            + "|eso|esto|ello|ellos|ellas|allí|questo|quello|ciò|isso|isto|ele|eles|ela|elas|het|deze|dit|dat|ze"
            + ")(?![\\p{L}\\p{M}]).*");
    private static final Pattern UNSPACED = Pattern.compile("(?:那|还有|還有|而且|为什么|為什麼|じゃあ|では|それ|また|なぜ|그럼|그리고|왜).*"
            + "|.*(?:它|这个|那个|这些|那些|這個|那個|這些|那些|其中|それ|これ|その|この|そこ|그것|이것|그건).*");

    private FollowUps() {
    }

    public static boolean refersBack(String question) {
        String words = question.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return words.length() <= LONG && (OPENING.matcher(words).matches() || REFERENCE.matcher(words).matches()
                || UNSPACED.matcher(words).matches());
    }
}
