package dev.rill.http.paths;

import java.util.List;

/** Paths that belong together. Any thread. */
public interface Routes {

    /** Those that are matched first come first. */
    List<Route> routes();
}
