package dev.rill.http.paths;

import dev.rill.http.problem.ProblemForm;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path that the server knows, who may call it, and what answers. HEAD is answered where GET is, by the same handler.
 * Immutable; any thread.
 *
 * @param pattern  {@code {name}} stands for one part of the path, {@code {name+}} at the end for all that follow
 * @param methods  as a client is told them
 * @param handlers what is called for a method, on the request's thread
 * @param refusals how a refusal looks here
 * @param longestBody in bytes, where it is longer than bodies usually may be
 */
public record Route(String pattern, Access access, List<Method> methods, Map<Method, Handler> handlers,
                    ProblemForm refusals, OptionalLong longestBody) {

    public Route {
        methods = List.copyOf(methods);
        handlers = Map.copyOf(handlers);
    }

    /** One without a method yet: paths of which none is there, and which refuse in their own form. */
    public static Route of(String pattern, Access access) {
        return new Route(pattern, access, List.of(), Map.of(), ProblemForm.RFC_9457, OptionalLong.empty());
    }

    public Route get(Handler handler) {
        return with(Method.GET, handler).answering(Method.HEAD, handler);
    }

    public Route post(Handler handler) {
        return with(Method.POST, handler);
    }

    public Route patch(Handler handler) {
        return with(Method.PATCH, handler);
    }

    public Route delete(Handler handler) {
        return with(Method.DELETE, handler);
    }

    /** With GET, which is answered by one of the server's own features, and HEAD, which they do not know. */
    public Route served(Handler head) {
        return new Route(pattern, access, plus(Method.GET), handlers, refusals, longestBody)
                .answering(Method.HEAD, head);
    }

    /** With refusals that look as the clients of a protocol expect them. */
    public Route refusing(ProblemForm form) {
        return new Route(pattern, access, methods, handlers, form, longestBody);
    }

    /** With bodies that are taken as they come, and may be long: so many bytes. */
    public Route taking(long bytes) {
        return new Route(pattern, access, methods, handlers, refusals, OptionalLong.of(bytes));
    }

    private Route with(Method method, Handler handler) {
        return new Route(pattern, access, plus(method), handlers, refusals, longestBody).answering(method, handler);
    }

    private List<Method> plus(Method method) {
        List<Method> more = new ArrayList<>(methods);
        more.add(method);
        return more;
    }

    private Route answering(Method method, Handler handler) {
        Map<Method, Handler> more = new LinkedHashMap<>(handlers);
        more.put(method, handler);
        return new Route(pattern, access, methods, more, refusals, longestBody);
    }

    /** Whether there is anything at all. */
    public boolean isSomething() {
        return !methods.isEmpty();
    }

    public boolean knows(Method method) {
        return methods.contains(method) || method == Method.HEAD && methods.contains(Method.GET);
    }

    /** Whether one of the server's own features answers it. */
    public boolean isServedBeneath(Method method) {
        return methods.contains(method) && !handlers.containsKey(method);
    }

    /** The value of {@code Allow}. */
    public String allow() {
        return Stream.concat(methods.stream().flatMap(Route::withHead), Stream.of("OPTIONS"))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> withHead(Method method) {
        return method == Method.GET ? Stream.of("GET", "HEAD") : Stream.of(method.text());
    }

    /** As the server beneath writes it. */
    String path() {
        return pattern.endsWith("+}") ? pattern.substring(0, pattern.lastIndexOf('{')) + "*" : pattern;
    }
}
