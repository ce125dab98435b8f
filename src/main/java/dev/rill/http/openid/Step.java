package dev.rill.http.openid;

import io.helidon.http.Header;
import java.util.List;

/** What a browser is to do next. Immutable. */
public sealed interface Step {
    List<Header> cookies();

    /** It goes to the provider. */
    record AtProvider(String location, List<Header> cookies) implements Step {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "AtProvider";
        }
    }

    /** It is signed in, and goes on to the path {@code to} of the page. */
    record SignedIn(Identity identity, String to, List<Header> cookies) implements Step {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "SignedIn[identity=" + identity + ", to=" + to + "]";
        }
    }

    /** It goes on to the page, which says why. */
    record NotSignedIn(SignInFault fault, String to, List<Header> cookies) implements Step {
    }
}
