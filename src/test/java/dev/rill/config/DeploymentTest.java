package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The image and its deployment agree with what the configuration says. */
class DeploymentTest {
    private static final Pattern FROM = Pattern.compile("FROM (?:--platform=\\S+ )?(\\S+)(?: AS (\\S+))?");
    private static final Pattern IMAGE_VARIABLE = Pattern.compile("([A-Z_]+)=(\\S+)");

    @TempDir
    Path folder;

    @Test
    void theDeploymentStartsAServerWithItsVariables() throws IOException {
        RillConfig config = loaded(withFiles(environment()));
        assertTrue(config.auth().required());
        assertEquals(8080, config.server().port());
    }

    @Test
    void theImageAloneSaysThatAuthenticationIsNeededAndStartsWithAnExplicitNone() throws IOException {
        Map<String, String> image = withFiles(image());
        LoadedConfig.Invalid refused =
                assertInstanceOf(LoadedConfig.Invalid.class, ConfigLoader.load(image, folder));
        assertEquals(1, refused.errors().size());
        assertTrue(refused.errors().getFirst().contains("RILL_AUTH_NONE=true"));
        image.put("RILL_AUTH_NONE", "true");
        loaded(image);
    }

    @Test
    void portsPathsAndUserAgree() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        String port = image().get("PORT");
        assertTrue(dockerfile.contains("EXPOSE " + port + "\n"));
        assertTrue(dockerfile.contains("VOLUME " + image().get("RILL_DATA") + "\n"));
        assertTrue(dockerfile.contains("USER " + at(pod(), "securityContext", "runAsUser") + ":"
                + at(pod(), "securityContext", "runAsGroup") + "\n"));
        assertEquals(Integer.valueOf(port), at(list(container(), "ports").getFirst(), "containerPort"));
        assertTrue(mounts().contains(image().get("RILL_DATA")));
        environment().values().stream().filter(value -> value.startsWith("/")).forEach(path -> assertTrue(
                mounts().stream().anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/")), path));
    }

    @Test
    void theProbesAskForRoutesThatThereAre() throws IOException {
        Path api = Path.of("src/main/resources/META-INF/openapi.yaml");
        Map<String, Object> routes = map(at(yaml(api).getFirst(), "paths"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Object path = at(container(), probe, "httpGet", "path");
            assertTrue(routes.containsKey(path), () -> probe + " " + path);
        }
        assertEquals("/health/ready", at(container(), "readinessProbe", "httpGet", "path"));
        assertEquals("/health/live", at(container(), "livenessProbe", "httpGet", "path"));
    }

    @Test
    void oneReplicaAtATimeHasTimeToDrain() throws IOException {
        Map<String, Object> deployment = kind("Deployment");
        assertEquals(1, at(deployment, "spec", "replicas"));
        assertEquals("Recreate", at(deployment, "spec", "strategy", "type"));
        Duration drain = loaded(withFiles(environment())).streams().drainTimeout();
        long grace = ((Integer) at(pod(), "terminationGracePeriodSeconds")).longValue();
        assertTrue(grace > drain.toSeconds() + 5, "grace " + grace + " s, drain " + drain);
        assertEquals(false, at(pod(), "enableServiceLinks"));
    }

    @Test
    void threeReplicasAreReplacedOneByOneAndOnlyTheirDatabaseIsKept() throws IOException {
        List<Map<String, Object>> shared = yaml(Path.of("app-replicas.yaml"));
        Map<String, Object> deployment = kind(shared, "Deployment");
        assertEquals(3, at(deployment, "spec", "replicas"));
        assertEquals(Map.of("maxSurge", 1, "maxUnavailable", 0), at(deployment, "spec", "strategy", "rollingUpdate"));
        Map<String, Object> pod = map(at(deployment, "spec", "template", "spec"));
        Map<String, String> environment = environment(list(pod, "containers").getFirst());
        environment.put("RILL_DATABASE_URL", "jdbc:postgresql://postgres/rill");
        assertTrue(loaded(withFiles(environment)).replicas().enabled());
        assertTrue(list(pod, "volumes").stream().noneMatch(volume -> volume.containsKey("persistentVolumeClaim")));
        assertEquals(map(at(deployment, "spec", "selector", "matchLabels")),
                at(kind(shared, "PodDisruptionBudget"), "spec", "selector", "matchLabels"));
        assertEquals("rill", at(kind(shared, "HorizontalPodAutoscaler"), "spec", "scaleTargetRef", "name"));
        Map<String, Object> alone = pod();
        for (String same : List.of("terminationGracePeriodSeconds", "securityContext", "enableServiceLinks")) {
            assertEquals(alone.get(same), pod.get(same), same);
        }
    }

    @Test
    void theContainerMayDoNothingThatItNeedNot() throws IOException {
        assertEquals(true, at(pod(), "securityContext", "runAsNonRoot"));
        assertEquals("RuntimeDefault", at(pod(), "securityContext", "seccompProfile", "type"));
        assertEquals(true, at(container(), "securityContext", "readOnlyRootFilesystem"));
        assertEquals(false, at(container(), "securityContext", "allowPrivilegeEscalation"));
        assertEquals(List.of("ALL"), at(container(), "securityContext", "capabilities", "drop"));
    }

    @Test
    void theHeapIsBoundedAndInAContainerByItsLimit() throws IOException {
        List<String> flags = Files.readAllLines(Path.of("src/main/launch/java.args"));
        assertEquals(1, flags.stream().filter(flag -> flag.startsWith("-Xmx")).count());
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        assertTrue(dockerfile.contains("sed -i '/^-Xmx/d' target/java.args"),
                "a share counts where there is no -Xmx only");
        assertTrue(dockerfile.contains("\"-XX:MaxRAMPercentage=50\""));
    }

    @Test
    void everyImageThatItIsMadeOfIsNamedByVersionAndDigest() throws IOException {
        Set<String> stages = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("Dockerfile"))) {
            Matcher from = FROM.matcher(line);
            if (from.matches()) {
                String image = from.group(1);
                assertTrue(stages.contains(image.replace("$BUILDARCH", "amd64"))
                        || image.matches("[a-z-]+:\\d\\S*@sha256:[0-9a-f]{64}"), line);
                stages.add(String.valueOf(from.group(2)));
            }
        }
        assertTrue(stages.containsAll(Set.of("tools-amd64", "tools-arm64")), "who may build: " + stages);
    }

    @Test
    void theImageSaysItsVersionAndAsksItselfWhetherItLives() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertTrue(dockerfile.contains("org.opencontainers.image.version=\"" + version.group(1) + "\""),
                version.group());
        assertTrue(dockerfile.contains("\"-cp\", \"/opt/rill/target/rill.jar\", \"dev.rill.HealthCheck\"]"));
    }

    @Test
    void whoRunsItFromTheBuildGetsTheSameMemory() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> memory = Files.readAllLines(Path.of("src/main/launch/java.args")).stream()
                .filter(flag -> flag.matches("-X(m[sx]|X:.*(GC|Heap|NewSize|Headers)).*")).toList();
        assertEquals(10, memory.size(), memory::toString);
        memory.forEach(flag -> assertTrue(pom.contains("<argument>" + flag + "</argument>"), flag));
    }

    private RillConfig loaded(Map<String, String> environment) {
        LoadedConfig.Loaded loaded = assertInstanceOf(LoadedConfig.Loaded.class,
                ConfigLoader.load(environment, folder), () -> ConfigLoader.load(environment, folder).toString());
        assertEquals(List.of(), loaded.warnings());
        return loaded.config();
    }

    /** The image's variables and those of the deployment. */
    private static Map<String, String> environment() throws IOException {
        return environment(container());
    }

    private static Map<String, String> environment(Map<String, Object> container) throws IOException {
        Map<String, String> environment = image();
        for (Map<String, Object> variable : list(container, "env")) {
            environment.put((String) variable.get("name"), (String) variable.getOrDefault("value", "from-a-secret"));
        }
        return environment;
    }

    private static Map<String, String> image() throws IOException {
        Map<String, String> variables = new HashMap<>();
        Files.readString(Path.of("Dockerfile")).lines().filter(line -> line.startsWith("ENV ")).forEach(line -> {
            Matcher pairs = IMAGE_VARIABLE.matcher(line);
            while (pairs.find()) {
                variables.put(pairs.group(1), pairs.group(2));
            }
        });
        return variables;
    }

    /** Puts files and folders of this test in the place of the container's. */
    private Map<String, String> withFiles(Map<String, String> environment) throws IOException {
        Map<String, String> here = new HashMap<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String value = variable.getValue();
            if (value.startsWith("/")) {
                Path place = folder.resolve(value.substring(1));
                Files.createDirectories(value.endsWith(".txt") ? place.getParent() : place);
                if (value.endsWith(".txt")) {
                    Files.writeString(place, "");
                }
                value = place.toString();
            }
            here.put(variable.getKey(), value);
        }
        return here;
    }

    private static Set<String> mounts() {
        try {
            Set<String> paths = new TreeSet<>();
            list(container(), "volumeMounts").forEach(mount -> paths.add((String) mount.get("mountPath")));
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> container() throws IOException {
        return list(pod(), "containers").getFirst();
    }

    private static Map<String, Object> pod() throws IOException {
        return map(at(kind("Deployment"), "spec", "template", "spec"));
    }

    private static Map<String, Object> kind(String kind) throws IOException {
        return kind(yaml(Path.of("app.yaml")), kind);
    }

    private static Map<String, Object> kind(List<Map<String, Object>> objects, String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind"))).findFirst().orElseThrow();
    }

    private static List<Map<String, Object>> yaml(Path file) throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(Files.readString(file)).spliterator(), false)
                .map(DeploymentTest::map).toList();
    }

    private static Object at(Object object, String... way) {
        Object found = object;
        for (String key : way) {
            found = map(found).get(key);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String key) {
        return (List<Map<String, Object>>) object.get(key);
    }
}
