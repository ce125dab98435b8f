package dev.rill.bench.figures;

/**
 * One thing that was measured.
 *
 * @param load  the streams, or what else the measure's load is told by
 * @param value in the measure's unit
 * @param note  what has to be known of it, or empty
 */
public record Figure(Measure measure, String load, String server, double value, String note) {
}
