/**
 * How files are written from threads that may be virtual, and may be interrupted, and how a database is reached. Uses
 * nothing else of Rill.
 */
package dev.rill.storage;

