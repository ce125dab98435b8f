package dev.rill.soak;

import java.util.Map;

/**
 * The server at rest, as its process shows it.
 *
 * @param seconds   since the traffic began
 * @param measures  what has to be the same at the end, by name
 * @param reported  what is only told
 * @param instances live objects of each class
 */
record Sample(long seconds, Map<String, Long> measures, Map<String, Long> reported, Map<String, Long> instances) {
}
