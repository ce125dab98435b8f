/** What happens for a question or a search, as one trace; nothing here knows who collects it. */
package dev.rill.trace;
