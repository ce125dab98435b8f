package dev.rill.faults.access;

import dev.rill.config.Secret;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes one of every record of Rill, with a canary in each text that may be somebody's, and prints it. A text is
 * somebody's unless its name says that it is an id, a place, a label or Rill's own words. One thread.
 */
final class PrintedValues {
    private static final Path CLASSES = Path.of("target/classes");
    private static final String CANARY = "CANARY";
    /** Components that are shown, of any record or of one: a new one is somebody's text until it stands here. */
    private static final Set<String> SHOWN = Set.of("id", "messageId", "threadId", "owner", "requestId", "questionId",
            "answerId", "serverId", "toolCallId", "address", "host", "scheme", "authority", "path", "pattern",
            "version", "hash",
            "etag", "contentType", "code", "errorCode", "step", "cursor", "nextCursor", "addresses", "schemes", "hosts",
            "ports", "port", "protocol", "DocumentLinks.server",
            // settings
            "key", "variable", "where", "allowed", "errors", "warnings", "corsOrigins", "allowedHosts",
            "trustedProxies", "entries", "issuer", "audience", "model", "models", "embeddingModel", "Model.name",
            "OpenId.clientId", "OpenId.scopes", "OpenId.name", "OpenId.userClaim", "Identities.userClaim",
            "PublicUrl.origin", "Identity.user",
            // of a trace: few words
            "Answered.reason", "Failed.kind",
            // paths of the page
            "Attempt.to", "SignedIn.to", "NotSignedIn.to",
            // labels of documents
            "title", "tags", "headings", "Known.ending", "Rule.parts", "within", "label", "unknown", "what",
            "Suggestion.question", "Rows.sheet",
            // Rill's own words
            "Failed.message", "Failed.error", "ModelFault.message", "Problem.detail", "Problem.allow",
            "MemberError.detail", "MemberError.pointer", "Tool.name", "Tool.description", "Tool.parametersSchema",
            "ToolCall.name", "Found.name", "EndConnection.why",
            "Malformed.why", "KeyHeader.name", "ThinkingTag.open", "ThinkingTag.close",
            "UnreadFiles.gone", "LeftOut.reason", "SourceLook.gone", "Walked.gone", "SourceInfo.error",
            "Unread.reason", "Unknown.reason", "UploadState.reason", "Told.state", "Uploads.scanCommand",
            "ProtocolContext.sourcesInText",
            // names of sources
            "TransferOptions.users", "Commit.id",
            "Place.below", "Place.branch", "GitAccess.user",
            "Git.name", "Git.branch", "Git.below",
            "Git.user", "State.revision", "State.fault", "SourceLook.revision", "SourceInfo.commit",
            "Website.name", "Kept.file", "Kept.modified", "Sitemap.locations", "HtmlPage.links",
            "SourceLook.name", "SourceInfo.name", "Folder.name", "ReaderRules.below",
            "AnswerPhrases.lead", "AnswerPhrases.nearest", "AnswerPhrases.nothing", "AnswerPhrases.notRead",
            "LineMarks.marks", "WordLists.stop", "WordLists.empty", "WordLists.weak", "WordLists.letters",
            // a model server's word out of letters and digits
            "FinishReason.word",
            // labels of figures, and ids
            "Kind.route", "Kind.method", "Token.user", "Ending.ending",
            // groups of users and names of servers; what is wrong with a file of rights
            "groups", "Reader.names", "Readers.lists", "Auth.groupsClaim", "GroupsClaim.name", "RightsFile.fault",
            "Replicas.name", "ReplicaSettings.name", "Rival.name",
            // pointers into a body, and words of an API
            "Where.all", "Where.last", "Where.text", "Incomplete.reason",
            // of an evaluation: the name of a group, a time, paths
            "Threshold.group", "EarlierRun.ran", "Found.ranked");

    private final List<String> telling = new ArrayList<>();
    private int count;

    PrintedValues() throws Exception {
        for (Class<?> type : types()) {
            if (type.isRecord()) {
                count++;
                Object value = make(type);
                if (value.toString().contains(CANARY)) {
                    telling.add(type.getName() + " prints " + value);
                }
            }
        }
    }

    /** The records that print what they should not. */
    List<String> telling() {
        return telling;
    }

    int count() {
        return count;
    }

    private static List<Class<?>> types() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev/rill"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class")).sorted().toList()) {
                String name = CLASSES.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("-info.class")) {
                    types.add(Class.forName(name.substring(0, name.length() - 6), false,
                            PrintedValues.class.getClassLoader()));
                }
            }
        }
        return types;
    }

    private static Object make(Class<?> record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(record.getSimpleName() + "." + components[i].getName(),
                    components[i].getGenericType());
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = record.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(String name, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type first = generic.getActualTypeArguments()[0];
            return switch ((Class<?>) generic.getRawType()) {
                case Class<?> raw when raw == Optional.class -> Optional.ofNullable(value(name, first));
                case Class<?> raw when raw == List.class -> ofItself(name, first) ? List.of() : list(value(name,
                        first));
                case Class<?> raw when raw == Set.class -> new HashSet<>(list(value(name, first)));
                case Class<?> raw when raw == Map.class -> Map.of("key", "value");
                case Class<?> raw -> null;
            };
        }
        return type instanceof Class<?> known ? plain(name, known) : null; // else whatever a value is made of
    }

    /** A record that has others of its kind in it, which end somewhere. */
    private static boolean ofItself(String name, Type item) {
        return item instanceof Class<?> type && name.startsWith(type.getSimpleName() + ".");
    }

    private static List<Object> list(Object item) {
        return item == null ? List.of() : List.of(item);
    }

    private static Object plain(String name, Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return SHOWN.contains(name) || SHOWN.contains(name.substring(name.indexOf('.') + 1)) ? name : CANARY;
        }
        if (type.isRecord()) {
            return make(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isSealed()) {
            return plain(name, type.getPermittedSubclasses()[0]);
        }
        return known(type);
    }

    private static Object known(Class<?> type) {
        if (type == Secret.class) {
            return new Secret(CANARY);
        } else if (type == Path.class) {
            return Path.of("path");
        } else if (type == URI.class) {
            return URI.create("http://host/");
        } else if (type == Duration.class) {
            return Duration.ZERO;
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == InetAddress.class) {
            return InetAddress.getLoopbackAddress();
        } else if (type == OptionalInt.class) {
            return OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        return null;
    }
}
