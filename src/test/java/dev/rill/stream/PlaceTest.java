package dev.rill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void severalSectionsAreNamedByTheFirstAndTheLastOrByTheOneAroundThem() {
        assertEquals("section One – Two", over("One", "Two"));
        assertEquals("section Roses > Pruning – Feeding", over("Roses > Pruning", "Roses > Feeding"));
        assertEquals("section Roses > Pruning > Tools – Feeding > When",
                over("Roses > Pruning > Tools", "Roses > Feeding > When"));
        assertEquals("section Roses > Pruning – Trees", over("Roses > Pruning", "Trees"));
        assertEquals("section Rose – Roses > Pruning", over("Rose", "Roses > Pruning"));
        assertEquals("section Roses", over("Roses", "Roses > Pruning"));
        assertEquals("section Roses", over("Roses > Pruning", "Roses"));
        assertEquals("section Roses", over("Roses", "Roses"));
    }

    private static String over(String from, String to) {
        return new Place.Section(from).to(new Place.Section(to)).words();
    }
}
