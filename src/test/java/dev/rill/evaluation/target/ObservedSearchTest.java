package dev.rill.evaluation.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rill.retrieval.DocumentLibrary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObservedSearchTest {

    /** What an answer is made from would else be measured without what the index knows. */
    @Test
    void allButShortcutsIsAskedOfTheSearchThatIsObserved() {
        Set<String> own = Arrays.stream(ObservedSearch.class.getDeclaredMethods()).map(ObservedSearchTest::signature)
                .collect(Collectors.toSet());
        Set<String> missing = Arrays.stream(DocumentLibrary.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers())).map(ObservedSearchTest::signature)
                .filter(method -> !own.contains(method)).collect(Collectors.toSet());

        assertEquals(Set.of("candidates[interface java.util.List, int, class dev.rill.stream.Cancellation]",
                "shown[interface java.util.List]"), missing, "what is made of the others");
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
