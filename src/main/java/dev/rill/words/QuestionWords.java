package dev.rill.words;

import java.util.List;

/** The English words that questions are made of, whatever they are about. */
final class QuestionWords {
    /** Say nothing about the subject. */
    static final List<String> EMPTY = List.of("what", "which", "who", "whom", "whose", "when", "where", "why", "how",
            "do", "does", "did", "done", "doing", "can", "could", "should", "would", "may", "might", "must", "shall",
            "i", "me", "my", "mine", "we", "us", "our", "you", "your", "he", "she", "him", "her", "its", "them",
            "those", "am", "were", "been", "being", "have", "has", "had", "having", "from", "about", "so", "than",
            "too", "very", "just", "also", "please", "tell", "explain", "describe", "show", "give", "want", "need",
            "know", "mean", "means", "there", "here", "some", "any", "all", "get", "got", "happen", "happens",
            "happened", "let", "like", "say", "says", "said", "thing", "things", "way", "ought", "anything",
            "something", "actually", "really", "whether", "again", "exactly", "out", "up", "s", "t", "re", "ve", "m",
            "d", "ll", "don", "doesn", "isn", "aren", "won", "didn", "hello", "hi", "thanks", "thank");

    /** Say little about it. */
    static final List<String> WEAK = List.of("use", "uses", "used", "using", "usage", "work", "works", "put", "make",
            "makes", "made", "making", "send", "sends", "long", "longer", "quick", "quickly", "fast", "often", "many",
            "much", "possible", "able", "different", "difference", "differ", "between", "big", "large", "right", "good",
            "best", "better", "take", "takes", "go", "goes", "come", "comes", "see", "look", "find", "found",
            "another", "other", "others", "one", "ones", "two", "first", "second", "new", "correct", "proper",
            "allowed", "allow", "after", "before", "while", "during", "without", "within", "instead");

    private QuestionWords() {
    }
}
