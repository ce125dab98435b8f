/** Text out of mail messages. */
package dev.rill.retrieval.extraction.mail;
