package dev.rill.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of figures under a head, printed in columns. One thread. */
public final class Table {
    private final String title;
    private final List<String[]> rows = new ArrayList<>();

    public Table(String title, String... head) {
        this.title = title;
        rows.add(head);
    }

    /** A row; numbers are shortened to what can be told apart, {@code NaN} is nothing. */
    public void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::shown).toArray(String[]::new));
    }

    public void print() {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder("\n" + title + "\n");
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                text.append("  ").append(i < 2 ? row[i] + space : space + row[i]);
            }
            text.append('\n');
        }
        System.out.print(text);
    }

    private static String shown(Object cell) {
        if (!(cell instanceof Double number)) {
            return cell.toString();
        }
        if (number.isNaN()) {
            return "-";
        }
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f", number);
    }
}
