/** Threads outside of a database: JSON lines, written and read one at a time. */
package dev.rill.threads.archive;
