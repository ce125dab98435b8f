/** Files that users have sent: kept in a folder, looked at by a virus scanner, and documents from then on. */
package dev.rill.retrieval.upload;
