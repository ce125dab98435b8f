package dev.rill.wire;

import dev.rill.http.paths.Routes;
import java.util.List;

/**
 * A protocol that questions come in and answers go out by: its routes, bodies, encoder and errors are one folder beside
 * this file, which knows of no other protocol. Any thread.
 */
public interface Protocol {

    /** As it is set in {@code RILL_PROTOCOLS} and counted. */
    String name();

    List<Routes> routes();
}
