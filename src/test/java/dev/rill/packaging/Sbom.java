package dev.rill.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in CycloneDX 1.6 what ships beside {@code rill.jar} and in its page: each library and module and the model with
 * its version, its licences and, but of a module, the hash of what is left of it. Without a time or a number of its
 * own, so that the same build says the same.
 */
final class Sbom {
    private static final Pattern LICENSE = Pattern.compile("\"license\": *\"([^\"]+)\"");

    private final List<String> components = new ArrayList<>();

    private Sbom() {
    }

    /**
     * @param libraries as they are in Maven's repository
     * @param libs      what is left of them
     * @param model     the artifact that the model in {@code libs/embeddings} was taken from
     * @param modules   the page's, each in a folder {@code name/version}
     */
    static void write(Path application, List<Path> libraries, Path libs, Path model, Path modules, Path to)
            throws IOException {
        Sbom sbom = new Sbom();
        for (Path library : libraries) {
            Path shipped = libs.resolve(library.getFileName().toString());
            if (Files.exists(shipped)) {
                sbom.artifact("library", RepositoryPom.beside(library), shipped);
            }
        }
        Path shipped = libs.resolve("embeddings/model.onnx");
        if (Files.exists(shipped)) {
            sbom.artifact("machine-learning-model", RepositoryPom.beside(model), shipped);
        }
        if (Files.exists(modules)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(modules, "[!e]*")) { // without the bundler
                for (Path module : versions) {
                    sbom.module(module);
                }
            }
        }
        try (JarFile jar = new JarFile(application.toFile())) {
            Attributes about = jar.getManifest().getMainAttributes();
            Files.writeString(to, """
                    {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
                    "metadata": {"component": {"type": "application", "name": %s, "version": %s}},
                    "components": [
                    %s
                    ]}
                    """.formatted(quoted(about.getValue("Implementation-Title")),
                    quoted(about.getValue("Implementation-Version")),
                    String.join(",\n", sbom.components.stream().sorted().toList())));
        }
    }

    private void artifact(String type, RepositoryPom pom, Path shipped) throws IOException {
        add(type, "\"group\": " + quoted(pom.group()) + ", ", pom.artifact(), pom.version(),
                "pkg:maven/" + pom.group() + "/" + pom.artifact() + "@" + pom.version() + "?type=jar", pom.licenses(),
                ", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": " + quoted(sha256(shipped)) + "}]");
    }

    private void module(Path module) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(module)) {
            for (Path version : versions) {
                Path about = version.resolve("package.json");
                Matcher license = LICENSE.matcher(Files.exists(about) ? Files.readString(about) : "");
                String name = module.getFileName().toString();
                add("library", "", name, version.getFileName().toString(),
                        "pkg:npm/" + name + "@" + version.getFileName(),
                        license.find() ? List.of(license.group(1)) : List.of(), "");
            }
        }
    }

    private void add(String type, String group, String name, String version, String purl, List<String> licenses,
                     String more) {
        String named = String.join(", ", licenses.stream()
                .map(license -> "{\"license\": {\"name\": " + quoted(license) + "}}").toList());
        components.add("{\"type\": " + quoted(type) + ", " + group + "\"name\": " + quoted(name) + ", \"version\": "
                + quoted(version)
                + ", \"purl\": " + quoted(purl) + ", \"licenses\": [" + named + "]" + more + "}");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
