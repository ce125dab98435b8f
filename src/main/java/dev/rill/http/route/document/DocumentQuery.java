package dev.rill.http.route.document;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.response.QueryParameters;
import dev.rill.retrieval.DocumentInfo;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which documents of a list are asked for. Immutable; any thread.
 *
 * @param words    all of which stand in the path or the title, in lower case
 * @param folder   below which they are, with a slash at its end; empty for all
 * @param children whether only what is directly in the folder is told, with the folders there
 * @param limit    documents at the most
 * @param after    the path behind which they begin; empty for the first
 */
record DocumentQuery(List<String> words, String folder, boolean children, int limit, String after) {
    private static final int MOST = 1_000;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_QUERY = 500;

    /**
     * What a list has.
     *
     * @param folders directly in the folder, with how many documents are below each
     * @param total   how many documents fit, on this page or not
     * @param more    whether others follow
     */
    record Page(List<DocumentInfo> documents, Map<String, Integer> folders, int total, boolean more) {
    }

    static DocumentQuery of(ServerRequest request) {
        String folder = QueryParameters.text(request, "folder", LONGEST).orElse("")
                .replaceAll("^/+|/+$", "");
        return new DocumentQuery(Arrays.stream(QueryParameters.text(request, "q", LONGEST_QUERY).orElse("")
                .toLowerCase(Locale.ROOT).strip().split("\\s+")).filter(word -> !word.isEmpty()).toList(),
                folder.isEmpty() ? "" : folder + "/", children(request),
                QueryParameters.integer(request, "limit", 1, MOST).orElse(Integer.MAX_VALUE),
                QueryParameters.text(request, "after", LONGEST).orElse(""));
    }

    /** Without what is sought. */
    @Override
    public String toString() {
        return "DocumentQuery[children=" + children + ", limit=" + limit + "]";
    }

    private static boolean children(ServerRequest request) {
        Optional<String> asked = QueryParameters.text(request, "children", 5);
        return asked.filter(value -> !value.equals("false")).map(value -> {
            if (!value.equals("true")) {
                throw Problem.of(ProblemCode.INVALID_REQUEST, "children has to be true or false").exception();
            }
            return true;
        }).orElse(false);
    }

    /** @param all by path */
    Page of(List<DocumentInfo> all) {
        List<DocumentInfo> fitting = all.stream().filter(this::fits).toList();
        Map<String, Integer> folders = new TreeMap<>();
        List<DocumentInfo> shown = new ArrayList<>();
        boolean more = false;
        for (DocumentInfo document : fitting) {
            int end = children ? document.path().indexOf('/', folder.length()) : -1;
            if (end >= 0) {
                folders.merge(document.path().substring(0, end), 1, Integer::sum);
            } else if (document.path().compareTo(after) > 0 && shown.size() < limit) {
                shown.add(document);
            } else {
                more |= document.path().compareTo(after) > 0;
            }
        }
        return new Page(shown, folders, fitting.size(), more);
    }

    private boolean fits(DocumentInfo document) {
        if (!document.path().startsWith(folder)) {
            return false;
        }
        String named = (document.path() + "\n" + document.title()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(named::contains);
    }
}
