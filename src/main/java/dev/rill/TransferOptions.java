package dev.rill;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says behind {@code export}, {@code import} or {@code backup}. Immutable; any thread.
 *
 * @param file    empty: standard output, or input
 * @param users   whose threads; empty: everybody's
 * @param replace whether messages go that only an older thread has
 */
record TransferOptions(Verb verb, Optional<Path> file, List<String> users, boolean replace) {
    /** Without the users. */
    @Override
    public String toString() {
        return "TransferOptions[verb=" + verb + ", replace=" + replace + "]";
    }

    enum Verb {
        EXPORT("export", """
                java -jar rill.jar export FILE [OPTION]...
                Writes threads with all of their messages as JSON lines, as they stand at one moment. Servers may be running.

                  FILE                 a new file, compressed where its name ends with .gz; - is standard output
                  --user ID            only this user's; may be repeated; --user "" is nobody's, where users are not known
                """),
        IMPORT("import", """
                java -jar rill.jar import FILE [OPTION]...
                Puts threads from an export into the configured database. What is there already is left alone where it is as
                new as the export, or newer, so that an import can be repeated. With the embedded database the server has to
                be stopped; with PostgreSQL servers may be running.

                  FILE                 of an export; - is standard input
                  --user ID            only this user's; may be repeated
                  --replace            where a thread is older than the export's, messages go that the export does not have
                """),
        BACKUP("backup", """
                java -jar rill.jar backup FILE
                Copies the embedded database into a new file, as it stands at one moment, while the server runs.
                """);

        private final String word;
        private final String usage;

        Verb(String word, String usage) {
            this.word = word;
            this.usage = usage;
        }

        static Optional<Verb> of(String word) {
            return List.of(values()).stream().filter(verb -> verb.word.equals(word)).findFirst();
        }

        /** How it is called. */
        String usage() {
            return usage + """

                    It reads the configuration of the server. Ends with 0, 1 where an import left threads alone that it
                    names, 2 where a file or an option is wrong, 3 where it could not be run.
                    """;
        }
    }

    private static final String STANDARD = "-";

    sealed interface Reading {
        record Read(TransferOptions options) implements Reading { }

        /** Whoever called wants to know how to. */
        record Help() implements Reading { }

        /** @param error a sentence */
        record Invalid(String error) implements Reading {
            /** Without the sentence, which may hold what was written on the command line. */
            @Override
            public String toString() {
                return "Invalid[]";
            }
        }
    }

    /** @param arguments behind the verb */
    static Reading read(Verb verb, List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            return new Reading.Help();
        }
        List<String> files = new ArrayList<>();
        List<String> users = new ArrayList<>();
        boolean replace = false;
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String option = left.pop();
            if (option.equals("--user") && verb != Verb.BACKUP) {
                if (left.isEmpty()) {
                    return new Reading.Invalid("--user wants a value.");
                }
                users.add(left.pop());
            } else if (option.equals("--replace") && verb == Verb.IMPORT) {
                replace = true;
            } else if (option.startsWith("-") && !option.equals(STANDARD)) {
                return new Reading.Invalid("There is no option " + option + ".");
            } else {
                files.add(option);
            }
        }
        if (files.size() != 1) {
            return new Reading.Invalid(files.isEmpty() ? "Give a file." : "Give one file.");
        }
        String file = files.getFirst();
        if (file.equals(STANDARD) && verb == Verb.BACKUP) {
            return new Reading.Invalid("A backup is a file.");
        }
        try {
            return new Reading.Read(new TransferOptions(verb, file.equals(STANDARD) ? Optional.empty()
                    : Optional.of(Path.of(file)), List.copyOf(users), replace));
        } catch (InvalidPathException e) {
            return new Reading.Invalid(file + " is no path.");
        }
    }
}
