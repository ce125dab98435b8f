/** Models that run in this process, on a native library. Nothing of it is loaded before the first text comes. */
package dev.rill.model.embedded;
