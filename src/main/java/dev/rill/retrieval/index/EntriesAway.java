package dev.rill.retrieval.index;

import java.util.Map;

/** An index that could not be opened yet: nothing is there, and the next look opens it. */
final class EntriesAway implements DocumentEntries {

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public boolean feeds() {
        return false;
    }

    @Override
    public Map<String, IndexedDocument> documents() {
        return Map.of();
    }

    @Override
    public void verify() {
        // there is nothing
    }

    @Override
    public void put(PreparedDocument document) {
        throw new IllegalStateException("the index is not open");
    }

    @Override
    public void describe(IndexedDocument document) {
        throw new IllegalStateException("the index is not open");
    }

    @Override
    public void restrict(IndexedDocument document) {
        throw new IllegalStateException("the index is not open");
    }

    @Override
    public void remove(String path) {
        // nothing of it is there
    }

    @Override
    public void refresh() {
        // nothing is hidden
    }

    @Override
    public void commit(boolean all) {
        // nothing was written
    }

    @Override
    public void close() {
        // nothing is open
    }
}
