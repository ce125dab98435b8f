package dev.rill.evaluation.question;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A figure that has to be reached: at least {@code value} of a share that should be high, at most of what should be
 * low.
 *
 * @param group which questions it is about; see {@link #ALL}
 * @param value a share from 0 to 1, or milliseconds
 */
public record Threshold(String group, Figure figure, double value) {
    /** The group of all questions. */
    public static final String ALL = "all";

    private static final Pattern FLAG = Pattern.compile("([^=]+)=(.+)");
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(%?)");
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s)");

    /** How values are written, for messages. */
    public static final String ALLOWED = "a share such as 0.8 or 80%; for p50 and p99 a time such as 20ms or 2s";

    public boolean metBy(double measured) {
        return figure.higherIsBetter() ? measured >= value : measured <= value;
    }

    /** One that was not put into a file: {@code hit@1=0.8}, {@code de.hit@1=70%}, {@code search.p50=20ms}. */
    public static Optional<Threshold> parse(String text) {
        Matcher flag = FLAG.matcher(text.strip());
        if (!flag.matches()) {
            return Optional.empty();
        }
        String name = flag.group(1);
        int dot = Figure.of(name).isPresent() ? -1 : name.indexOf('.');
        String group = dot < 0 ? ALL : name.substring(0, dot);
        return Figure.of(name.substring(dot + 1)).flatMap(figure ->
                value(figure, flag.group(2)).map(value -> new Threshold(group, figure, value)));
    }

    /** A value as somebody writes it. */
    public static Optional<Double> value(Figure figure, String text) {
        return switch (figure.unit()) {
            case SHARE -> {
                Matcher share = SHARE.matcher(text.strip());
                yield share.matches() ? Optional.of(Double.parseDouble(share.group(1))
                        / (share.group(2).isEmpty() ? 1 : 100)).filter(value -> value <= 1) : Optional.empty();
            }
            case MILLISECONDS -> {
                Matcher time = TIME.matcher(text.strip());
                yield time.matches() ? Optional.of(Double.parseDouble(time.group(1))
                        * (time.group(2).equals("s") ? 1000 : 1)) : Optional.empty();
            }
        };
    }

    /** All names of figures, for messages. */
    public static String figures() {
        return Arrays.stream(Figure.values()).map(Figure::key).collect(Collectors.joining(", "));
    }
}
