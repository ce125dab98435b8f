/** What happens for a question, as one trace; nothing here knows who collects it. */
package dev.rill.trace;
