package dev.rill.retrieval.opensearch;

import dev.rill.retrieval.index.Within;
import dev.rill.retrieval.index.WordClause;
import dev.rill.retrieval.index.WordClause.Longer;
import dev.rill.retrieval.index.WordClause.Misspelt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is looked for, as OpenSearch's queries. Stateless. */
final class QueryJson {
    /** What OpenSearch takes in one list, and in one expression. */
    private static final int MOST_TERMS = 65_000;
    private static final int MOST_REGEXP = 900;
    private static final int MOST_LONGER = 8;
    private static final int SHORTEST_LONGER = 5;
    private static final String ANOTHER_WORD = "[^0-9\\.\\_\\+\\#\\/\\:\\@\\-]{4,}";

    private QueryJson() {
    }

    /** What makes a passage one that is found, of those that match the filter. */
    static ObjectNode words(List<WordClause> clauses, ArrayNode filter) {
        ObjectNode query = SearchServer.JSON.createObjectNode();
        ObjectNode bool = query.putObject("bool");
        bool.set("filter", filter);
        ArrayNode should = bool.putArray("should");
        bool.put("minimum_should_match", 1);
        for (WordClause clause : clauses) {
            switch (clause) {
                case WordClause.Terms terms -> should.add(any(field(terms.field()), terms.terms(), terms.weight()));
                case Longer longer -> longer(longer).ifPresent(should::add);
                case Misspelt word -> should.addObject().putObject("fuzzy").putObject(SearchForm.WORDS)
                        .put("value", word.term()).put("fuzziness", Misspelt.EDITS)
                        .put("prefix_length", Misspelt.PREFIX).put("max_expansions", Misspelt.MOST)
                        .put("transpositions", true).put("boost", word.weight());
            }
        }
        return query;
    }

    /** Terms that count as one: none of them counts more for being rarer than the others. */
    private static ObjectNode any(String field, List<String> terms, float weight) {
        ObjectNode query = SearchServer.JSON.createObjectNode();
        String either = terms.stream().map(QueryJson::literal).collect(Collectors.joining("|"));
        if (terms.size() == 1) {
            query.putObject("term").putObject(field).put("value", terms.getFirst()).put("boost", weight);
        } else if (either.length() <= MOST_REGEXP) {
            query.putObject("regexp").putObject(field).put("value", either)
                    .put("rewrite", "top_terms_blended_freqs_" + terms.size()).put("boost", weight);
        } else {
            ArrayNode queries = query.putObject("dis_max").put("boost", weight).putArray("queries");
            terms.forEach(term -> queries.addObject().putObject("term").putObject(field).put("value", term));
        }
        return query;
    }

    private static Optional<ObjectNode> longer(Longer clause) {
        String either = clause.terms().stream()
                .filter(term -> term.length() >= SHORTEST_LONGER && term.chars().allMatch(Character::isLetter))
                .collect(Collectors.joining("|"));
        if (either.isEmpty() || either.length() > MOST_REGEXP) {
            return Optional.empty();
        }
        ObjectNode query = SearchServer.JSON.createObjectNode();
        query.putObject("regexp").putObject(SearchForm.WORDS).put("value", "(" + either + ")" + ANOTHER_WORD)
                .put("rewrite", "top_terms_blended_freqs_" + MOST_LONGER).put("boost", clause.weight());
        return Optional.of(query);
    }

    /** No character of it has a meaning of its own. */
    private static String literal(String term) {
        StringBuilder literal = new StringBuilder();
        term.codePoints().forEach(character -> {
            if (!Character.isLetterOrDigit(character)) {
                literal.append('\\');
            }
            literal.appendCodePoint(character);
        });
        return literal.toString();
    }

    private static String field(WordClause.Field field) {
        return switch (field) {
            case WORDS -> SearchForm.WORDS;
            case HEADINGS -> SearchForm.HEADINGS;
            case NAME -> SearchForm.NAME;
        };
    }

    /** Who may see a passage, and where it may stand; empty where nobody may see any. */
    static Optional<ArrayNode> filter(Within within) {
        ArrayNode filter = SearchServer.JSON.createArrayNode();
        filter.addObject().putObject("term").put(SearchForm.TYPE, SearchForm.PASSAGE);
        if (within.readers().visible().isPresent()) {
            List<Long> readers = within.readers().visible().get();
            if (readers.isEmpty()) {
                return Optional.empty();
            }
            filter.add(anyOf(SearchForm.READERS, readers));
        }
        if (within.paths().isPresent()) {
            if (within.paths().get().isEmpty()) {
                return Optional.empty();
            }
            filter.add(anyOf(SearchForm.PATH, within.paths().get()));
        }
        return Optional.of(filter);
    }

    private static ObjectNode anyOf(String field, List<?> values) {
        ObjectNode query = SearchServer.JSON.createObjectNode();
        if (values.size() <= MOST_TERMS) {
            query.putObject("terms").set(field, SearchServer.JSON.valueToTree(values));
            return query;
        }
        ArrayNode parts = query.putObject("bool").putArray("should");
        for (int from = 0; from < values.size(); from += MOST_TERMS) {
            parts.add(anyOf(field, values.subList(from, Math.min(values.size(), from + MOST_TERMS))));
        }
        return query;
    }
}
