package dev.rill.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads which proxy requests go through: the setting, or the variables that other programs obey too, in capitals before
 * small letters. Used by one thread.
 */
final class ProxyChoice {
    /** Allowed as the setting, for no proxy at all. */
    static final String OFF = "off";

    private final Map<String, String> environment;
    private final List<String> errors;

    /** @param errors takes what is wrong */
    ProxyChoice(Map<String, String> environment, List<String> errors) {
        this.environment = environment;
        this.errors = errors;
    }

    /**
     * @param set     the setting; it holds an empty choice for {@link #OFF}
     * @param bypass  the setting of exceptions
     * @param targets what will be asked; a variable that concerns none of them need not hold anything sensible
     */
    RillConfig.Network read(Optional<Optional<HttpProxy>> set, List<String> bypass, List<URI> targets) {
        ProxyBypass exceptions = new ProxyBypass(bypass.isEmpty() ? variable("NO_PROXY")
                .map(found -> Arrays.asList(found.text().split("[,\\s]+"))).orElse(List.of()) : bypass);
        if (set.isPresent()) {
            return new RillConfig.Network(set.get(), set.get(), exceptions);
        }
        return new RillConfig.Network(proxy("http", exceptions, targets), proxy("https", exceptions, targets),
                exceptions);
    }

    private Optional<HttpProxy> proxy(String scheme, ProxyBypass exceptions, List<URI> targets) {
        Optional<Found> found = variable(scheme.toUpperCase(Locale.ROOT) + "_PROXY").or(() -> variable("ALL_PROXY"));
        Optional<HttpProxy> proxy = found.flatMap(value -> HttpProxy.parse(value.text()));
        boolean needed = targets.stream().anyMatch(target -> scheme.equalsIgnoreCase(target.getScheme())
                && !exceptions.covers(target) && !ProxyBypass.isLoopback(target.getHost()));
        if (found.isPresent() && proxy.isEmpty() && needed) {
            errors.add(found.get().name() + " holds " + kind(found.get().text()) + "; allowed is " + HttpProxy.ALLOWED
                    + "; RILL_PROXY sets another for Rill, and RILL_PROXY=off none");
        }
        return proxy;
    }

    private static String kind(String text) {
        String scheme = text.contains("://") ? text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT) : "";
        if (scheme.startsWith("socks")) {
            return "a SOCKS proxy, which Rill does not speak";
        }
        return scheme.equals("https") ? "a proxy that is spoken to by TLS, which Rill does not do" : "something else";
    }

    private record Found(String name, String text) {
        /** Without the text, which may hold a password. */
        @Override
        public String toString() {
            return "Found[name=" + name + "]";
        }
    }

    private Optional<Found> variable(String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(each -> new Found(each, environment.getOrDefault(each, "").strip()))
                .filter(found -> !found.text().isEmpty()).findFirst();
    }
}
