package dev.rill.config;

import dev.rill.rights.ReaderRule;
import dev.rill.rights.Readers;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written, and what is allowed. Immutable; any thread.
 *
 * @param allowed for the message about a value that is not
 * @param shown   whether that message may repeat the value
 * @param parser  of a text that is not blank, with the folder that relative paths start from; empty when not allowed
 */
record Kind<T>(String allowed, boolean shown, BiFunction<String, Path, Optional<T>> parser) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(?:\\s*(B|KiB|MiB|GiB))?");
    private static final Pattern MILLISECONDS = Pattern.compile("(\\d{1,15})ms", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAYS = Pattern.compile("\\d+d", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_NAME =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)(:\\d{1,5})?");
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+#-]{0,199}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+");

    Optional<T> parse(String text, Path folder) {
        return parser.apply(text, folder);
    }

    private static <T> Kind<T> of(String allowed, Function<String, Optional<T>> parser) {
        return new Kind<>(allowed, true, (text, folder) -> parser.apply(text));
    }

    static Kind<String> text() {
        return of("any text", Optional::of);
    }

    static Kind<Secret> secret() {
        return new Kind<>("any text", false, (text, folder) -> Optional.of(new Secret(text)));
    }

    static Kind<Integer> integer(int least, int most) {
        return of("a whole number from " + least + " to " + most,
                text -> number(text, least, most).map(Long::intValue));
    }

    /** A limit that need not be there. */
    static Kind<OptionalLong> limit(long most) {
        return of("a whole number from 1 to " + most + ", or off",
                text -> text.equalsIgnoreCase("off") ? Optional.of(OptionalLong.empty())
                        : number(text, 1, most).map(OptionalLong::of));
    }

    static Kind<Boolean> flag() {
        return of("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Kind::lowerCase).collect(Collectors.joining(" or "));
        return of(names, text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> lowerCase(constant).equals(text.toLowerCase(Locale.ROOT))).findFirst());
    }

    static Kind<Long> size(long least, long most) {
        return of("a size from " + least + " to " + most + " bytes, such as 65536, 64 KiB or 1 MiB",
                text -> bytes(text).filter(size -> size >= least && size <= most));
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        return of("a duration from " + least + " to " + most + ", such as PT10S, 10s or 5m",
                text -> duration(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
    }

    /** An address, or a name that resolves, to listen on. */
    static Kind<String> listenAddress() {
        return of("an address or host name of this machine", text -> address(text).map(address -> text));
    }

    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /** What a Host header may say. */
    static Kind<String> hostName() {
        return of("a host name or address, with or without a port", matching(HOST_NAME));
    }

    static Kind<String> origin() {
        return of("* or an origin such as https://chat.example.org",
                text -> text.equals("*") ? Optional.of(text) : uri(text)
                        .filter(uri -> uri.getRawPath().isEmpty() && uri.getRawQuery() == null).map(uri -> text));
    }

    static Kind<String> addressRange() {
        return of("an address or a range such as 10.0.0.0/8",
                text -> range(text) ? Optional.of(text) : Optional.empty());
    }

    static Kind<URI> url() {
        return of("an http or https URL without user name and fragment", Kind::uri);
    }

    /** What paths are put behind. */
    static Kind<URI> baseUrl() {
        return of("an http or https URL without user name, query and fragment",
                text -> uri(text).filter(uri -> uri.getRawQuery() == null));
    }

    /** Of OAuth (RFC 6749, section 3.3). */
    static Kind<String> scope() {
        return of("scopes, with a comma between two", matching(SCOPE));
    }

    static Kind<String> postgresUrl() {
        return new Kind<>(PostgresUrl.ALLOWED, false, (text, folder) -> PostgresUrl.jdbc(text));
    }

    /** As IANA has registered them; it may hold a password. */
    static Kind<URI> redisUrl() {
        return new Kind<>("a URL such as redis://host:6379 or, with TLS, rediss://user:password@host:6379/0", false,
                (text, folder) -> anyUri(text).filter(uri -> uri.getHost() != null
                        && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
                        && uri.getPath().matches("/?\\d{0,4}") && uri.getRawQuery() == null
                        && uri.getRawFragment() == null));
    }

    /** It may hold a password; its path is what the names of indexes begin with, as OpenSearch takes them. */
    static Kind<URI> searchUrl() {
        return new Kind<>("an http or https URL such as https://user:password@host:9200/rill, whose path is a name of "
                + "small letters, digits, - and _", false,
                (text, folder) -> anyUri(text).filter(uri -> uri.getHost() != null
                        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                        && uri.getPath().matches("/?|/[a-z][a-z0-9_-]{0,99}/?") && uri.getRawQuery() == null
                        && uri.getRawFragment() == null));
    }

    /** An HTTP proxy, or none; it may hold a password. */
    static Kind<Optional<HttpProxy>> proxy() {
        return new Kind<>(HttpProxy.ALLOWED + ", or " + ProxyChoice.OFF, false,
                (text, folder) -> text.equalsIgnoreCase(ProxyChoice.OFF) ? Optional.of(Optional.empty())
                        : HttpProxy.parse(text).map(Optional::of));
    }

    static Kind<ReaderRule> readerRule() {
        return of(ReaderRule.ALLOWED, ReaderRule::parse);
    }

    static Kind<String> reader() {
        return of("user:ID or group:NAME", text -> Optional.of(text).filter(Readers::isName));
    }

    static Kind<URI> repository() {
        return of("an http, https or file URL without user name and fragment", text -> uri(text)
                .or(() -> anyUri(text).filter(uri -> "file".equalsIgnoreCase(uri.getScheme())
                        && uri.getPath() != null && uri.getRawFragment() == null)));
    }

    static Kind<String> branch() {
        return of("the name of a branch", text -> BRANCH.matcher(text).matches() && !text.contains("..")
                ? Optional.of(text) : Optional.empty());
    }

    /** Of names with {@code /} between them, none of which leads elsewhere. */
    static Kind<String> pathWithin() {
        return of("a path within, such as docs/guide", text -> Optional.of(text.replaceAll("^(?:\\./)+|/+$", ""))
                .filter(path -> Arrays.stream(path.split("/", -1)).noneMatch(Set.of("", ".", "..", ".git")::contains)));
    }

    /** Whether it is there or not. */
    static Kind<Path> folder() {
        return path("a path", _ -> true);
    }

    static Kind<Path> readableFile() {
        return path("a file that can be read", file -> Files.isRegularFile(file) && Files.isReadable(file));
    }

    static Kind<Path> readableFolder() {
        return path("a folder that can be read", folder -> Files.isDirectory(folder) && Files.isReadable(folder));
    }

    /** A folder that is there, or can be made. */
    static Kind<Path> writableFolder() {
        return path("a folder that can be written to",
                folder -> Files.isDirectory(folder) ? Files.isWritable(folder) : Files.notExists(folder));
    }

    private static Kind<Path> path(String allowed, Predicate<Path> check) {
        return new Kind<>(allowed, true, (text, folder) -> {
            try {
                return Optional.of(folder.resolve(text)).filter(check);
            } catch (InvalidPathException _) {
                return Optional.empty();
            }
        });
    }

    private static Function<String, Optional<String>> matching(Pattern pattern) {
        return text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Long> number(String text, long least, long most) {
        if (!text.matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? Optional.empty() : Optional.of(number);
    }

    private static Optional<Long> bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = switch (size.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            case null, default -> 0;
        };
        long count = Long.parseLong(size.group(1));
        return count > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(count << shift);
    }

    private static Optional<Duration> duration(String text) {
        Matcher milliseconds = MILLISECONDS.matcher(text);
        if (milliseconds.matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(milliseconds.group(1))));
        }
        String iso = DAYS.matcher(text).matches() ? "P" + text
                : Character.isDigit(text.charAt(0)) ? "PT" + text : text;
        try {
            return Optional.of(Duration.parse(iso));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(String text) {
        return anyUri(text).filter(uri -> ("http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null);
    }

    private static Optional<URI> anyUri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!ADDRESS.matcher(address).matches() || address.indexOf('.') < 0 && address.indexOf(':') < 0) {
            return false;
        }
        int bits = address(address).map(a -> a.getAddress().length * 8).orElse(-1);
        return bits >= 0 && (slash < 0 || number(text.substring(slash + 1), 0, bits).isPresent());
    }
}
