package dev.rill.retrieval.extraction.office;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers of cells are shown (ECMA-376, part 1, 18.8.30): dates as dates, shares as per cent. Immutable. */
final class CellFormats {
    /** What stands in a format without meaning a date: quoted text, colours, conditions. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]");
    private static final Pattern DATE = Pattern.compile("(?i)[ymd]");
    private static final Pattern TIME = Pattern.compile("(?i)[hs]");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final double MOST_DAYS = 2_958_466;
    /** More is the error of binary numbers. */
    private static final MathContext DIGITS = new MathContext(15);

    private enum Shown { NUMBER, PERCENT, DATE, DATE_TIME, TIME }

    private final List<Shown> styles = new ArrayList<>();
    private final LocalDateTime zero;

    CellFormats(Optional<byte[]> part, boolean from1904) throws IOException {
        zero = from1904 ? LocalDateTime.of(1904, 1, 1, 0, 0) : LocalDateTime.of(1899, 12, 30, 0, 0);
        if (part.isEmpty()) {
            return;
        }
        Map<Integer, String> codes = new HashMap<>();
        XmlPart xml = new XmlPart(part.get());
        boolean cells = false;
        while (xml.nextElement()) {
            switch (xml.name()) {
                case "numFmt" -> codes.put(xml.number("numFmtId", 0), xml.attribute("formatCode").orElse(""));
                case "cellXfs" -> cells = true;
                case "cellStyles", "dxfs" -> cells = false;
                case "xf" -> {
                    if (cells) {
                        int id = xml.number("numFmtId", 0);
                        styles.add(codes.containsKey(id) ? shown(codes.get(id)) : builtIn(id));
                    }
                }
                default -> { }
            }
        }
    }

    private static Shown builtIn(int id) {
        return switch (id) {
            case 9, 10 -> Shown.PERCENT;
            case 14, 15, 16, 17 -> Shown.DATE;
            case 18, 19, 20, 21, 45, 46, 47 -> Shown.TIME;
            case 22 -> Shown.DATE_TIME;
            default -> Shown.NUMBER;
        };
    }

    private static Shown shown(String code) {
        String bare = LITERAL.matcher(code).replaceAll("").replaceAll("(?i)general", "");
        boolean time = TIME.matcher(bare).find();
        boolean date = DATE.matcher(time ? bare.replaceAll("(?i)m", "") : bare).find();
        if (date) {
            return time ? Shown.DATE_TIME : Shown.DATE;
        }
        return time ? Shown.TIME : bare.indexOf('%') >= 0 ? Shown.PERCENT : Shown.NUMBER;
    }

    String shown(int style, String value) {
        Shown shown = style >= 0 && style < styles.size() ? styles.get(style) : Shown.NUMBER;
        try {
            BigDecimal number = new BigDecimal(value.strip()).round(DIGITS);
            return switch (shown) {
                case NUMBER -> Math.abs(number.scale()) > 30 ? value : number.stripTrailingZeros().toPlainString();
                case PERCENT -> Math.abs(number.scale()) > 30 ? value
                        : number.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
                case DATE -> moment(number.doubleValue(), value, DAY);
                case DATE_TIME -> moment(number.doubleValue(), value, MINUTE);
                case TIME -> moment(number.doubleValue(), value, CLOCK);
            };
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private String moment(double days, String value, DateTimeFormatter format) {
        return days < 0 || days > MOST_DAYS ? value
                : zero.plus(Math.round(days * 86_400), ChronoUnit.SECONDS).format(format);
    }
}
