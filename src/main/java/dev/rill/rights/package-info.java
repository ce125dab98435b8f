/** Who may read what: the names that somebody goes by, and the names that a document asks for. */
package dev.rill.rights;
