package dev.rill.http.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Groups out of a token's claims. The name may lead into objects, as in {@code realm_access.roles}, and may itself hold
 * dots, as URLs do. A text is one group. Any thread.
 */
public record GroupsClaim(String name) {
    private static final int MAX_CHARS = 200;

    public Set<String> of(Map<String, ?> claims) {
        Set<String> groups = new HashSet<>();
        for (Object group : find(claims, name).map(GroupsClaim::values).orElse(List.of())) {
            if (group instanceof String text && allowed(text)) {
                groups.add(text);
            }
        }
        return groups;
    }

    private static Optional<Object> find(Map<?, ?> claims, String name) {
        Object whole = claims.get(name);
        if (whole != null) {
            return Optional.of(whole);
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                Optional<Object> found = find(inner, name.substring(dot + 1));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Collection<?> values(Object claim) {
        return claim instanceof Collection<?> list ? list : List.of(claim);
    }

    /** What no rights can name is no group. */
    private static boolean allowed(String group) {
        return !group.isBlank() && group.equals(group.strip()) && group.length() <= MAX_CHARS
                && group.chars().noneMatch(Character::isISOControl);
    }
}
