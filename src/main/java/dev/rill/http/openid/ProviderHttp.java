package dev.rill.http.openid;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Requests to a provider and to what it names, with deadlines and a bound on what is read. Any thread. */
@FunctionalInterface
public interface ProviderHttp {

    /**
     * What is asked.
     *
     * @param form          {@code application/x-www-form-urlencoded}, which is sent by POST; empty: a GET
     * @param authorization the header
     */
    record Request(URI target, Optional<String> form, Optional<String> authorization) {
        static Request get(URI target) {
            return new Request(target, Optional.empty(), Optional.empty());
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return target.toString();
        }
    }

    /** What is answered, in UTF-8. */
    record Reply(int status, String body) {
        /** Without the tokens that it may hold. */
        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /** @throws IOException when there is no whole answer, and why, for the log */
    Reply send(Request request) throws IOException, InterruptedException;
}
