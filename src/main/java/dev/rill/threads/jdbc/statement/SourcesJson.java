package dev.rill.threads.jdbc.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rill.rights.Readers;
import dev.rill.stream.Origin;
import dev.rill.stream.Place;
import dev.rill.stream.Source;
import dev.rill.threads.jdbc.StoredText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sources as they are stored: a JSON array, null for none. Members that are not known are skipped when it is read.
 * Stateless.
 */
public final class SourcesJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SourcesJson() {
    }

    static String write(List<Source> sources) {
        if (sources.isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter(256 * sources.size());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Source source : sources) {
                json.writeStartObject();
                json.writeNumberField("id", source.id());
                json.writeStringField("path", source.path());
                json.writeStringField("title", source.title());
                json.writeNumberField("fromLine", source.fromLine());
                json.writeNumberField("toLine", source.toLine());
                if (!(source.place() instanceof Place.Lines)) {
                    json.writeStringField("place", source.place().encode());
                }
                if (!source.section().isEmpty()) {
                    json.writeStringField("section", source.section());
                }
                json.writeNumberField("score", Double.isFinite(source.score()) ? source.score() : 0);
                json.writeStringField("snippet", source.snippet());
                if (!source.hash().isEmpty()) {
                    json.writeStringField("hash", source.hash());
                }
                if (source.text().isPresent()) {
                    json.writeStringField("text", source.text().get());
                }
                writeOrigin(source.origin(), json);
                writeReaders(source.readers(), json);
                writeCitations(source.citations(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StoredText.clean(text.toString());
    }

    private static void writeOrigin(Optional<Origin> origin, JsonGenerator json) throws IOException {
        switch (origin.orElse(null)) {
            case null -> { }
            case Origin.Commit(String id) -> json.writeStringField("commit", id);
            case Origin.Page(URI url) -> json.writeStringField("url", url.toString());
        }
    }

    private static void writeReaders(Readers readers, JsonGenerator json) throws IOException {
        if (readers.everybody()) {
            return;
        }
        json.writeArrayFieldStart("readers");
        for (List<String> names : readers.lists()) {
            json.writeStartArray();
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void writeCitations(List<Source.Citation> citations, JsonGenerator json) throws IOException {
        if (citations.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("citations");
        for (Source.Citation citation : citations) {
            json.writeStartArray();
            json.writeNumber(citation.start());
            json.writeNumber(citation.end());
            switch (citation.support()) {
                case Source.Found found -> {
                    json.writeNumber(found.fromLine());
                    json.writeNumber(found.toLine());
                }
                case Source.NotFound _ -> { }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static List<Source> read(String text) {
        if (text == null) {
            return List.of();
        }
        List<Source> sources = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                sources.add(source(json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(sources);
    }

    /** Whether it is what {@link #read} takes. */
    public static boolean isReadable(String text) {
        try {
            read(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Source source(JsonParser json) throws IOException {
        int id = 0;
        int fromLine = 0;
        int toLine = 0;
        double score = 0;
        String path = "";
        String title = "";
        Optional<Place> place = Optional.empty();
        String section = "";
        String snippet = "";
        String hash = "";
        Optional<String> cited = Optional.empty();
        Optional<Origin> origin = Optional.empty();
        Readers readers = Readers.EVERYBODY;
        List<Source.Citation> citations = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "id" -> id = json.getIntValue();
                case "path" -> path = json.getText();
                case "title" -> title = json.getText();
                case "fromLine" -> fromLine = json.getIntValue();
                case "toLine" -> toLine = json.getIntValue();
                case "place" -> place = Place.decode(json.getText());
                case "section" -> section = json.getText();
                case "score" -> score = json.getDoubleValue();
                case "snippet" -> snippet = json.getText();
                case "hash" -> hash = json.getText();
                case "text" -> cited = Optional.of(json.getText());
                case "commit" -> origin = Optional.of(new Origin.Commit(json.getText()));
                case "url" -> origin = Optional.of(new Origin.Page(URI.create(json.getText())));
                case "readers" -> readers = readers(json);
                case "citations" -> citations = citations(json);
                default -> json.skipChildren();
            }
        }
        return new Source(id, path, title, fromLine, toLine, place.orElse(new Place.Lines(fromLine, toLine)), section,
                score, snippet, hash, cited, readers, citations, origin);
    }

    private static Readers readers(JsonParser json) throws IOException {
        List<List<String>> lists = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            List<String> names = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                names.add(json.getText());
            }
            lists.add(names);
        }
        return new Readers(lists);
    }

    /** Each is its start and end, and the lines where they were found. */
    private static List<Source.Citation> citations(JsonParser json) throws IOException {
        List<Source.Citation> citations = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            List<Integer> numbers = new ArrayList<>(4);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                numbers.add(json.getIntValue());
            }
            citations.add(new Source.Citation(numbers.get(0), numbers.get(1), numbers.size() < 4 ? new Source.NotFound()
                    : new Source.Found(numbers.get(2), numbers.get(3))));
        }
        return List.copyOf(citations);
    }
}
