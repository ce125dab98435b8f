package dev.rill.packaging;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a class may need: every text in its constant pool that is a known class's name, whether the class file means a
 * type, a descriptor, a signature, an annotation or a string that somebody gives to {@link Class#forName}. Rather one
 * class too many than one too few.
 */
final class References {
    private final Predicate<String> known;
    private final Set<String> found = new HashSet<>();

    private References(Predicate<String> known) {
        this.known = known;
    }

    /**
     * @param classFile its bytes
     * @param known     whether there is a class of this binary name with slashes
     * @return such names
     */
    static Set<String> of(byte[] classFile, Predicate<String> known) {
        References references = new References(known);
        for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                references.read(text.stringValue());
            }
        }
        return references.found;
    }

    private void read(String text) {
        add(text.replace('.', '/'));
        for (int start = text.indexOf('L'); start >= 0; start = text.indexOf('L', start + 1)) {
            int end = start + 1;
            while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '<') {
                end++;
            }
            if (end < text.length()) {
                add(text.substring(start + 1, end));
            }
        }
    }

    private void add(String name) {
        if (known.test(name)) {
            found.add(name);
        }
    }
}
