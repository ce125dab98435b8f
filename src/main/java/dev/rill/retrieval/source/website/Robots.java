package dev.rill.retrieval.source.website;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a site lets robots fetch (RFC 9309), and how often. Immutable. */
record Robots(List<Rule> rules, Duration delay) {
    static final String NAME = "rill";
    static final Robots ALL = new Robots(List.of(), Duration.ZERO);
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_DELAY = 30;

    /**
     * A path, or the beginning of one.
     *
     * @param parts   between which anything may stand
     * @param ends    whether nothing may follow
     * @param length  of what is written: the longest that fits counts, and of two the one that allows
     */
    record Rule(List<String> parts, boolean ends, int length, boolean allowed) {

        static Rule of(String written, boolean allowed) {
            boolean ends = written.endsWith("$");
            String path = ends ? written.substring(0, written.length() - 1) : written;
            return new Rule(List.of(path.split("\\*+", -1)), ends, written.length(), allowed);
        }

        /** Each part where it first fits: no later place would leave more for those behind it. */
        boolean fits(String path) {
            if (!path.startsWith(parts.getFirst())) {
                return false;
            }
            if (parts.size() == 1) {
                return !ends || path.length() == parts.getFirst().length();
            }
            int at = parts.getFirst().length();
            for (String part : parts.subList(1, parts.size() - (ends ? 1 : 0))) {
                int found = path.indexOf(part, at);
                if (found < 0) {
                    return false;
                }
                at = found + part.length();
            }
            return !ends || path.length() - parts.getLast().length() >= at && path.endsWith(parts.getLast());
        }
    }

    static Robots parse(String text) {
        List<String> agents = new ArrayList<>();
        boolean inRules = true;
        Robots own = null;
        Robots any = ALL;
        for (String line : text.lines().limit(MOST_LINES).toList()) {
            String said = line.replaceAll("#.*", "").strip();
            int colon = said.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = said.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = said.substring(colon + 1).strip();
            if (key.equals("user-agent")) {
                if (inRules) {
                    agents.clear();
                    inRules = false;
                }
                agents.add(value.toLowerCase(Locale.ROOT));
                continue;
            }
            inRules = true;
            if (agents.contains(NAME)) {
                own = (own == null ? ALL : own).with(key, value);
            }
            if (agents.contains("*")) {
                any = any.with(key, value);
            }
        }
        return own == null ? any : own;
    }

    private Robots with(String key, String value) {
        boolean rule = (key.equals("allow") || key.equals("disallow")) && !value.isEmpty();
        if (rule) {
            List<Rule> more = new ArrayList<>(rules);
            more.add(Rule.of(value, key.equals("allow")));
            return new Robots(List.copyOf(more), delay);
        }
        return key.equals("crawl-delay") && value.matches("\\d{1,9}(?:\\.\\d{1,9})?") ? new Robots(rules,
                Duration.ofMillis((long) (Math.min(LONGEST_DELAY, Double.parseDouble(value)) * 1000))) : this;
    }

    boolean allow(URI url) {
        String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        Rule best = null;
        for (Rule rule : rules) {
            boolean better = best == null || rule.length() > best.length()
                    || rule.length() == best.length() && rule.allowed();
            best = better && rule.fits(path) ? rule : best;
        }
        return best == null || best.allowed();
    }
}
