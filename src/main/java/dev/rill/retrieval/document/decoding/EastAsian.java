package dev.rill.retrieval.document.decoding;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a text reads like Chinese, Japanese or Korean: by the characters that make most of any. Stateless. */
final class EastAsian {
    private static final Set<Integer> CHINESE = characters("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对"
            + "生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前"
            + "开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
            + "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問應戰頭體設檔請選項資料置連線網");
    private static final Set<Integer> KOREAN = characters("이다는을의에가고를로하은지기사한도시어자인서대수리있일해보스정나과부상구"
            + "장전주제그조들라으공와용아비동게거만성안적여원연유문신무경면면우모없된");

    /** A few characters may be usual ones by chance. */
    private static final int FEWEST = 4;

    private EastAsian() {
    }

    /** From 0 to 1. */
    static double reads(String text) {
        int foreign = 0;
        int chinese = 0;
        int korean = 0;
        int kana = 0;
        int odd = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c < 128) {
                continue;
            }
            foreign++;
            UnicodeScript script = UnicodeScript.of(c);
            boolean halfWidth = c >= 0xFF61 && c <= 0xFF9F;
            chinese += CHINESE.contains(c) ? 1 : 0;
            korean += KOREAN.contains(c) ? 1 : 0;
            kana += !halfWidth && (script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA) ? 1 : 0;
            boolean usual = script == UnicodeScript.HAN || script == UnicodeScript.HANGUL
                    || script == UnicodeScript.COMMON
                    || script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
            odd += halfWidth || !usual ? 1 : 0;
        }
        if (Math.max(kana, Math.max(chinese, korean)) < FEWEST || odd * 5 > foreign) {
            return 0;
        }
        // of any text in them about so much is made of these
        double reads = Math.max(Math.max(kana / 0.5, chinese / 0.4), korean / 0.4) / foreign;
        return reads < 0.35 ? 0 : Math.min(1, reads) - (double) odd / foreign;
    }

    private static Set<Integer> characters(String text) {
        return text.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
    }
}
