/** What counts as a word, for the index and for the extractive answerer alike. Uses nothing else of Rill. */
package dev.rill.words;

