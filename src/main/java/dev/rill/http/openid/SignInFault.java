package dev.rill.http.openid;

import java.util.Locale;

/** Why nobody was signed in: what the page is told, and has a sentence for. */
public enum SignInFault {
    /** The provider does not answer, or not sensibly. */
    PROVIDER_UNAVAILABLE,
    /** The provider knows Rill otherwise than Rill is set up. */
    PROVIDER_REFUSED,
    /** Somebody said no, at the provider or by its rules. */
    DENIED,
    /** It took too long. */
    EXPIRED,
    /** It was not begun in this browser, or has been finished already. */
    NOT_BEGUN,
    /** The answer is not the provider's, or not for this sign-in. */
    NOT_GENUINE,
    /** What the provider tells of somebody is larger than Rill takes. */
    TOO_LARGE,
    /** The provider does not tell who it is, or not surely. */
    NO_USER,
    /** So many are signing in. */
    BUSY;

    /** As the page is told it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
