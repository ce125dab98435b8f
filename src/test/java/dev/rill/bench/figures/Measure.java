package dev.rill.bench.figures;

/** What is drawn: its title, what it says of the load, and the unit. */
public enum Measure {
    TOKEN_COST("Processor time a token", "%s open streams, 20 tokens a second each", "us"),
    FIRST_TOKEN("First token, later than from the model itself", "%s", "ms"),
    STREAM_MEMORY("Memory of an open stream", "%s streams, a token every ten seconds", "KB");

    private final String title;
    private final String load;
    private final String unit;

    Measure(String title, String load, String unit) {
        this.title = title;
        this.load = load;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    String under(String what) {
        return load.formatted(what);
    }

    String unit() {
        return unit;
    }
}
