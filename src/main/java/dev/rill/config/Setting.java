package dev.rill.config;

/**
 * One thing that can be set. Immutable; any thread.
 *
 * @param key      in the file, the section first
 * @param variable in the environment
 * @param kind     of one value; a list has several
 */
record Setting<T>(String key, String variable, Kind<T> kind) {
}
