package dev.rill.http.session;

import dev.rill.http.openid.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Credentials as two words of ASCII with a space between. Stateless. */
final class CredentialText {
    private static final Pattern WORDS =
            Pattern.compile("key ([0-9a-f]{64})|(token|provider) ([A-Za-z0-9_.-]+)");

    private CredentialText() {
    }

    static String of(Credential credential) {
        return switch (credential) {
            case Credential.Key key -> "key " + key.hash();
            case Credential.Token token -> "token " + names(Stream.of(token.user()), token.groups());
            case Credential.Provider(Identity who) -> "provider "
                    + names(Stream.of(who.issuer(), who.user(), who.name().orElse("")), who.groups());
        };
    }

    /** The same for all by which {@link Credential#isSameUsers} holds. */
    static String whose(Credential credential) {
        return credential instanceof Credential.Provider(Identity who)
                ? "provider " + names(Stream.of(who.issuer(), who.user()), Set.of()) : of(credential);
    }

    /** Empty where it is none. */
    static Optional<Credential> read(String text) {
        Matcher matcher = WORDS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(credential(matcher));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Credential credential(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Credential.Key(matcher.group(1));
        }
        List<String> names =
                Stream.of(matcher.group(3).split("\\.", -1)).map(CredentialText::decoded).toList();
        return matcher.group(2).equals("token") ? token(names) : provider(names);
    }

    private static String names(Stream<String> first, Set<String> groups) {
        return Stream.concat(first, groups.stream().sorted()).map(CredentialText::encoded)
                .collect(Collectors.joining("."));
    }

    /** The user's id, and the names of their groups. */
    private static Credential.Token token(List<String> names) {
        return new Credential.Token(names.getFirst(), Set.copyOf(names.subList(1, names.size())));
    }

    /** Who says so, the user's id, their name, and the names of their groups. */
    private static Credential.Provider provider(List<String> names) {
        return new Credential.Provider(new Identity(names.get(0), names.get(1),
                Optional.of(names.get(2)).filter(name -> !name.isEmpty()), Set.copyOf(names.subList(3, names.size()))));
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String name) {
        return new String(Base64.getUrlDecoder().decode(name), StandardCharsets.UTF_8);
    }
}
