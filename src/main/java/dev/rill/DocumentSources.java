package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.config.SourceConfig;
import dev.rill.retrieval.source.DocumentSource;
import dev.rill.rights.ReaderRules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Where documents come from, as it is configured: sources with names, one folder, or the manual. */
final class DocumentSources {
    private DocumentSources() {
    }

    /**
     * @param data the server's own folder, whose files are no documents
     * @throws IllegalArgumentException when the one folder cannot be read; the message is for the operator
     */
    static DocumentSource of(RillConfig.Documents config, Optional<Path> data) {
        ReaderRules rules = config.readers();
        if (config.sources().isEmpty()) {
            return config.folder().map(folder -> DocumentSource.folder(folder, data, rules))
                    .orElseGet(DocumentSource::manual);
        }
        SequencedMap<String, DocumentSource> sources = new LinkedHashMap<>();
        for (SourceConfig source : config.sources()) {
            sources.put(source.name(), switch (source) {
                case SourceConfig.Folder(String name, Path folder) ->
                        DocumentSource.folderThatMayBeGone(folder, data, rules.within(name));
            });
        }
        return DocumentSource.named(sources, rules);
    }
}
