package dev.rill.config;

import dev.rill.uri.PercentEncoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database's URL as its provider shows it becomes the one that the JDBC driver takes. Both forms are those of the
 * PostgreSQL manual (34.1.1.2, connection URIs) and of its driver's.
 */
final class PostgresUrl {
    static final String ALLOWED = "a URL that starts with jdbc:postgresql:, postgresql:// or postgres://";

    private static final String JDBC = "jdbc:";
    private static final String START = "postgresql:";
    private static final List<String> URI_STARTS = List.of("postgresql://", "postgres://");
    /** What libpq and others call the driver's parameters. */
    private static final Map<String, String> PARAMETERS = Map.of("connect_timeout", "connectTimeout",
            "application_name", "ApplicationName", "channel_binding", "channelBinding", "schema", "currentSchema",
            "target_session_attrs", "targetServerType");
    private static final Map<String, String> VALUES = Map.of("targetServerType=read-write", "targetServerType=primary",
            "targetServerType=standby", "targetServerType=secondary",
            "targetServerType=prefer-standby", "targetServerType=preferSecondary",
            "pgbouncer=true", "prepareThreshold=0");

    private PostgresUrl() {
    }

    /** @return the URL for the driver, with user and password among its parameters; empty where it is none */
    static Optional<String> jdbc(String url) {
        if (url.startsWith(JDBC + START)) {
            return Optional.of(withoutUserInfo(url.substring(JDBC.length() + START.length()), false));
        }
        return URI_STARTS.stream().filter(url::startsWith).findFirst()
                .map(start -> withoutUserInfo("//" + url.substring(start.length()), true));
    }

    /** @param place  what follows {@code postgresql:} */
    private static String withoutUserInfo(String place, boolean uri) {
        int query = place.indexOf('?', Math.max(0, place.lastIndexOf('@')));
        String base = query < 0 ? place : place.substring(0, query);
        List<String> parameters = new ArrayList<>();
        int at = base.lastIndexOf('@');
        if (base.startsWith("//") && at > 0) {
            String[] user = base.substring(2, at).split(":", 2);
            parameters.add("user=" + encoded(user[0]));
            if (user.length > 1) {
                parameters.add("password=" + encoded(user[1]));
            }
            base = "//" + base.substring(at + 1);
        }
        if (query >= 0) {
            for (String parameter : place.substring(query + 1).split("&")) {
                parameters.add(uri ? driverParameter(parameter) : parameter);
            }
        }
        return JDBC + START + base + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private static String driverParameter(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String renamed = PARAMETERS.getOrDefault(name, name) + parameter.substring(name.length());
        return VALUES.getOrDefault(renamed, renamed);
    }

    /** From the encoding of a user's name in a URL, where a plus is one, to that of a parameter. */
    private static String encoded(String part) {
        String plain = PercentEncoding.decode(part).orElse(part); // a lone percent sign is one
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }
}
