/** Vectors that servers share in a database. */
package dev.rill.retrieval.vector.postgres;
