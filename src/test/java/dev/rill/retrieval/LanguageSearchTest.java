package dev.rill.retrieval;

import java.io.IOException;
import java.nio.file.Path;

class LanguageSearchTest extends LanguageSearchContract {

    @Override
    protected IndexFixture fixture(Path folder) throws IOException {
        return new IndexFixture(folder);
    }
}
