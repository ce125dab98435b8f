package dev.rill.retrieval.source;

import dev.rill.rights.Readers;
import dev.rill.storage.HeldFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a folder says of who may read it, in the file {@code .rill.yaml}. One that cannot be understood lets nobody in.
 * Immutable.
 *
 * @param fault completes "it …, so nobody may read what is in its folder"; empty where there is none
 */
record RightsFile(Readers readers, Optional<String> fault) {
    static final String NAME = ".rill.yaml";
    /** What people also write, and would wonder about. */
    static final String MISNAMED = ".rill.yml";
    private static final RightsFile NONE = new RightsFile(Readers.EVERYBODY, Optional.empty());
    private static final String KEY = "readers";
    private static final int MAX_BYTES = 64 * 1024;

    static RightsFile in(Path folder, Path realRoot) {
        return Files.exists(folder.resolve(MISNAMED), LinkOption.NOFOLLOW_LINKS) ? broken("has to be called " + NAME)
                : there(folder.resolve(NAME)) ? read(folder.resolve(NAME), realRoot) : NONE;
    }

    /** Also where that cannot be known: it is read then, and fails. */
    private static boolean there(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static RightsFile read(Path file, Path realRoot) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(realRoot)) {
                return broken("is a link that leaves the folder");
            }
            try (HeldFile held = HeldFile.of(real)) {
                if (!held.attributes().isRegularFile()) {
                    return broken("is not a regular file");
                }
                try (InputStream in = Files.newInputStream(held.path())) {
                    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                    return bytes.length > MAX_BYTES ? broken("has more than " + MAX_BYTES + " bytes") : parse(bytes);
                }
            }
        } catch (IOException e) {
            return broken("cannot be read by this user");
        }
    }

    static RightsFile parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return of(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
        } catch (CharacterCodingException e) {
            return broken("is not text in UTF-8");
        } catch (YAMLException e) {
            return broken("is not YAML");
        } catch (StackOverflowError e) {
            return broken("is nested too deeply");
        }
    }

    private static RightsFile of(Node root) {
        if (!(root instanceof MappingNode mapping) || mapping.getValue().size() != 1
                || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key)
                || !key.getValue().equals(KEY)) {
            return broken("has to hold " + KEY + " and nothing else");
        }
        Node value = mapping.getValue().getFirst().getValueNode();
        List<Node> listed = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        Set<String> names = new TreeSet<>();
        for (Node name : listed) {
            if (!(name instanceof ScalarNode scalar) || !Readers.isName(scalar.getValue())) {
                return broken("has to list readers as user:ID or group:NAME");
            }
            names.add(scalar.getValue());
        }
        return new RightsFile(Readers.anyOf(names), Optional.empty());
    }

    private static RightsFile broken(String why) {
        return new RightsFile(Readers.NOBODY, Optional.of(why));
    }
}
