package dev.rill.bench.figures;

/** A drawing's colours on a page that is light or dark. */
public enum Colours {
    LIGHT("#1f2328", "#59636e", "#d1d9e0", "#0b6e74", "#8c959f"),
    DARK("#f0f6fc", "#9198a1", "#3d444d", "#5cc6cc", "#7d8590");

    private final String text;
    private final String soft;
    private final String line;
    private final String ours;
    private final String others;

    Colours(String text, String soft, String line, String ours, String others) {
        this.text = text;
        this.soft = soft;
        this.line = line;
        this.ours = ours;
        this.others = others;
    }

    /** For a drawing's classes. */
    String style() {
        return ("text{fill:%s;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto "
                + "Sans',Arial,sans-serif;font-size:13px}")
                .formatted(text) + ".title{font-weight:600;font-size:14px}.soft{fill:%s;font-size:12px}".formatted(soft)
                + ".line{stroke:%s}.ours{fill:%s}.others{fill:%s}".formatted(line, ours, others);
    }
}
