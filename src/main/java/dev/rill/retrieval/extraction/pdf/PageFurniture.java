package dev.rill.retrieval.extraction.pdf;

import dev.rill.retrieval.extraction.pdf.PageLines.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands at the head or foot of many pages, such as the name of a chapter and the number of the page: it would be
 * found wherever one looks. Stateless.
 */
final class PageFurniture {
    /** So many lines at each end of a page. */
    private static final int EDGE = 2;
    /** A page with fewer is all text. */
    private static final int FEW_LINES = 5;
    private static final int FEW_PAGES = 3;
    /** One page in so many: heads of left and right pages differ. */
    private static final int SHARE = 4;
    /** In points. */
    private static final float SAME_PLACE = 8;

    private PageFurniture() {
    }

    static List<Line> removed(List<Line> lines) {
        List<List<Line>> pages = new ArrayList<>();
        for (Line line : lines) {
            if (pages.isEmpty() || pages.getLast().getFirst().page() != line.page()) {
                pages.add(new ArrayList<>());
            }
            pages.getLast().add(line);
        }
        Map<String, Integer> counts = new HashMap<>();
        for (List<Line> page : pages) {
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < page.size(); i++) {
                if (atEdge(i, page) && keys.add(key(page.get(i)))) {
                    counts.merge(key(page.get(i)), 1, Integer::sum);
                }
            }
        }
        int many = Math.max(FEW_PAGES, pages.size() / SHARE);
        List<Line> left = new ArrayList<>();
        for (List<Line> page : pages) {
            for (int i = 0; i < page.size(); i++) {
                if (!atEdge(i, page) || counts.get(key(page.get(i))) < many) {
                    left.add(page.get(i));
                }
            }
        }
        return left;
    }

    private static boolean atEdge(int index, List<Line> page) {
        return page.size() >= FEW_LINES && (index < EDGE || index >= page.size() - EDGE);
    }

    /**
     * The same in the same place, set as large, but for its numbers, which may be of pages: a title stands at the head
     * of pages in small, and a sentence that a form repeats anywhere.
     */
    private static String key(Line line) {
        return line.size() + " " + Math.round(line.down() / SAME_PLACE) + " "
                + line.words().replaceAll("\\d+|^[ivxlc]+$", "0");
    }
}
