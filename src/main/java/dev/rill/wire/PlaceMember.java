package dev.rill.wire;

import dev.rill.stream.FrameBuffer;
import dev.rill.stream.Place;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Where a source stands, as a member of its JSON; the same as {@code http/response/Json} has. Stateless. */
public final class PlaceMember {

    private PlaceMember() {
    }

    /** Behind another member. */
    public static void put(Place place, FrameBuffer out) {
        out.put(ascii(",\"place\":{\"kind\":\"")).put(ascii(place.kind())).put(ascii("\",\"label\":\""))
                .putJsonChars(place.words()).put(ascii("\""));
        if (place.first() > 0) {
            out.put(ascii(",\"from\":")).putDecimal(place.first()).put(ascii(",\"to\":")).putDecimal(place.last());
        }
        if (!place.name().isEmpty()) {
            out.put(ascii(",\"name\":\"")).putJsonChars(place.name()).put(ascii("\""));
        }
        out.put(ascii("}"));
        if (place instanceof Place.Pages pages) {
            out.put(ascii(",\"page\":")).putDecimal(pages.from());
        }
    }

    /** Of a source; its lines where it does not say. */
    public static Place read(JsonNode source) {
        JsonNode place = source.path("place");
        return Place.of(place.path("kind").stringValue(""), place.path("from").intValue(0),
                place.path("to").intValue(0), place.path("name").stringValue(""))
                .orElseGet(() -> new Place.Lines(source.path("fromLine").intValue(1),
                        source.path("toLine").intValue(1)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
