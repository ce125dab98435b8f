/** Uploads that servers share in a database. */
package dev.rill.retrieval.upload.postgres;
