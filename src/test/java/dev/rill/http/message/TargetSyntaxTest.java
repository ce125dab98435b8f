package dev.rill.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSyntaxTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '$', textBlock = """
            *                        -> *
            /                        -> /
            /a/b;c=d,e:f@g!h'(i)     -> /a/b;c=d,e:f@g!h'(i)
            /a%2Fb?c=%7c&d=~         -> /a%2Fb?c=%7c&d=~
            /?a=b?c/d                -> /?a=b?c/d
            /?a|b                    -> /?a%7Cb
            /?a[0]={b}               -> /?a%5B0%5D=%7Bb%7D
            /?a^b`c\\d              -> /?a%5Eb%60c%5Cd
            /?%5B[                   -> /?%5B%5B
            /?|                      -> /?%7C
            """)
    void aQueryIsEncodedWhereBrowsersLeaveItAsItIs(String target, String encoded) {
        assertEquals(Optional.of(encoded), TargetSyntax.encoded(target));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '$', textBlock = """
            /a|b
            /a[b
            /a]b
            /a{b
            /a}b
            /a^b
            /a`b
            /a\\b
            /a"b
            /?a"b
            /?a<b
            /?a>b
            /?a b
            /?a#b
            /?aäb
            /?ab
            /?%
            /?%7
            /%g0
            /?%0g
            """)
    void whatMayNotBeThereAndNoBrowserSendsIsRefused(String target) {
        assertEquals(Optional.empty(), TargetSyntax.encoded(target));
    }
}
