package dev.rill.http.openid;

import dev.rill.http.access.Cookies;
import dev.rill.http.access.PublicUrl;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The cookies that hold a browser's sign-ins under way, one each, sealed by a key that dies with the server. They come
 * back with the browser from another site, so they are {@code SameSite=Lax}. Any thread.
 */
final class AttemptCookies {
    static final String PREFIX = "rill_login_";
    private static final String PATH = "/session";
    private static final int NAME_CHARS = 8;
    private static final int MOST = 5;
    private static final int MAX_CHARS = 4000;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    AttemptCookies() {
        try {
            KeyGenerator keys = KeyGenerator.getInstance("AES");
            keys.init(256);
            this.key = keys.generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Header set(Attempt attempt, Duration age, PublicUrl at) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, iv, attempt.text().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        byte[] all = Arrays.copyOf(iv, IV_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, IV_BYTES, sealed.length);
        return cookie(name(attempt.state()), Attempt.base64(all), age, at);
    }

    /** The one that began with this state, in this browser and at this server. */
    Optional<Attempt> find(ServerRequestHeaders headers, String state) {
        byte[] wanted = state.getBytes(StandardCharsets.UTF_8);
        return pairs(headers).stream().filter(pair -> pair.startsWith(name(state) + "="))
                .flatMap(pair -> open(pair.substring(pair.indexOf('=') + 1)).stream())
                .filter(attempt -> MessageDigest.isEqual(attempt.state().getBytes(StandardCharsets.UTF_8), wanted))
                .findFirst();
    }

    static Header cleared(String state, PublicUrl at) {
        return cookie(name(state), "", Duration.ZERO, at);
    }

    /** Clears all but a few of those that were never finished, so that they do not fill the requests' heads. */
    List<Header> surplus(ServerRequestHeaders headers, PublicUrl at) {
        return pairs(headers).stream().skip(MOST - 1)
                .map(pair -> cookie(pair.substring(0, pair.indexOf('=')), "", Duration.ZERO, at)).toList();
    }

    private Optional<Attempt> open(String value) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(value);
            return all.length <= IV_BYTES ? Optional.empty()
                    : crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(all, IV_BYTES),
                            Arrays.copyOfRange(all, IV_BYTES, all.length))
                            .flatMap(text -> Attempt.read(new String(text, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> crypt(int mode, byte[] iv, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            return Optional.of(cipher.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // not sealed by this server
        }
    }

    private static List<String> pairs(ServerRequestHeaders headers) {
        return Cookies.pairs(headers)
                .filter(pair -> pair.matches(PREFIX + "[A-Za-z0-9_-]{1,8}=[A-Za-z0-9_-]{0," + MAX_CHARS + "}"))
                .toList();
    }

    private static String name(String state) {
        return PREFIX + state.substring(0, Math.min(NAME_CHARS, state.length()));
    }

    private static Header cookie(String name, String value, Duration age, PublicUrl at) {
        return HeaderValues.create(HeaderNames.SET_COOKIE, name + "=" + value + "; Path=" + at.cookiePath(PATH)
                + "; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Lax" + (at.secure() ? "; Secure" : ""));
    }
}
