package dev.rill.evaluation.score;

import dev.rill.chat.citation.Citations;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether an answer says that the documents do not answer the question: it cites nothing, or says so before it
 * cites or quotes anything. Any thread.
 */
final class Refusals {
    private static final Pattern WORDS = Pattern.compile(String.join("|",
            "(?:do|does|did) ?n[o']t (?:\\w+ "
            + ")?(?:hold|contain|mention|say|cover|answer|include|describe|provide|specify|state)",
            "holds? no answer", "nothing (?:\\w+ )?(?:matches|fits|about)", "no (?:answer|information|mention|passage)",
            "(?:could|can|did) ?n[o']t (?:be )?(?:find|found|answer)", "cannot (?:find|answer)",
            "unable to (?:find|answer)",
            "not (?:mentioned|covered|documented|answered|specified|found)",
            "keine (?:antwort|angabe|information|hinweis)", "nicht (?:gefunden|enthalten|beantwort|erwähnt)",
            "nichts (?:passt|zu)",
            "enth(?:ält|alten) (?:keine|nichts)", "ne (?:contien|trouv|mentionn|répond|précis|dis)\\w*",
            "aucune? (?:information|réponse|passage|mention)",
            "rien ne", "没有(?:找到|提到|提及|说明|相关|包含|答案)", "未(?:找到|提到|提及|说明|包含)", "无法(?:找到|回答)", "找不到",
            "見つかりません", "見つからない", "ありません", "記載(?:されて|がない)", "含まれていません", "答えられません"));

    private static final Pattern BRACKET = Pattern.compile("[\\[【［][^\\[\\]【】［］\\n]{1,60}[\\]】］]");
    private static final Pattern TITLE = Pattern.compile("\\*\\*.*?\\*\\*");

    private final List<String> more;

    /** @param more words that say it, beside those that are known */
    Refusals(List<String> more) {
        this.more = more.stream().map(words -> words.toLowerCase(Locale.ROOT)).toList();
    }

    boolean refuses(String answer) {
        if (Citations.in(answer).isEmpty()) {
            return true;
        }
        String said = beginning(answer).toLowerCase(Locale.ROOT).replace('’', '\'');
        return WORDS.matcher(said).find() || more.stream().anyMatch(said::contains);
    }

    /** What is said before the first citation and the first quotation, without titles. */
    private static String beginning(String answer) {
        StringBuilder beginning = new StringBuilder();
        for (String line : answer.split("\n", -1)) {
            if (line.stripLeading().startsWith(">")) {
                break;
            }
            int cited = citation(line);
            beginning.append(TITLE.matcher(cited < 0 ? line : line.substring(0, cited)).replaceAll("")).append('\n');
            if (cited >= 0) {
                break;
            }
        }
        return beginning.toString();
    }

    /** Where the first one begins, or less than 0. */
    private static int citation(String line) {
        for (Matcher bracket = BRACKET.matcher(line); bracket.find();) {
            if (!Citations.in(line.substring(0, bracket.end())).isEmpty()) {
                return bracket.start();
            }
        }
        return -1;
    }
}
