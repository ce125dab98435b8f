/**
 * The index of documents in an OpenSearch server that several servers share: one of them feeds it, all search it. Texts
 * are analysed here, so that words and languages are those of the embedded index; OpenSearch sees terms and blanks.
 */
package dev.rill.retrieval.opensearch;
