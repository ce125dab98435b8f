package dev.rill.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A server that lacks something that several servers need, which the checker is to see. */
enum Without {
    /** Ends whatever answer it began, whoever has taken it meanwhile, and never asks its clock. */
    FENCE,
    /** Takes all that it writes into copies for written, and never asks how far they are. */
    RECONCILE,
    /** Says that it has ended the copies of answers whose server is gone, and leaves them open. */
    SEAL;

    private static final String ANYBODYS = "cast(? as varchar) is not null";
    private static final ClassDesc WRITTEN = ClassDesc.of("dev.rill.copy.StreamCopy$Written");

    /** Writes its classes. @return the folder, which is to come first on its class path */
    Path in(Path folder) throws IOException {
        switch (this) {
            case FENCE -> {
                write(folder, "dev/rill/threads/jdbc/statement/ExchangeStatements",
                        saying("owner = ? and server_id = ?", "owner = ? and " + ANYBODYS));
                write(folder, "dev/rill/threads/postgres/OpenAnswerRows", saying("message.server_id = ?", ANYBODYS));
                write(folder, "dev/rill/threads/jdbc/lease/HeldLease", only("lasts", Without::yes));
            }
            case RECONCILE -> {
                write(folder, "dev/rill/copy/MirroredStream", only("lose", CodeBuilder::return_));
                write(folder, "dev/rill/copy/redis/RedisCopy",
                        only("written", code -> code.getstatic(WRITTEN, "DONE", WRITTEN).areturn()));
            }
            case SEAL -> write(folder, "dev/rill/copy/redis/RedisCopy", only("seal", Without::yes));
        }
        return folder;
    }

    private static void yes(CodeBuilder code) {
        code.iconst_1().ireturn();
    }

    /** Other words in its statements. */
    private static ClassTransform saying(String words, String others) {
        return ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> (code, element) -> {
            if (element instanceof LoadConstantInstruction load && load.constantValue() instanceof String text
                    && text.contains(words)) {
                code.loadConstant(text.replace(words, others));
            } else {
                code.with(element);
            }
        }));
    }

    /** A method that does nothing but this. */
    private static ClassTransform only(String method, Consumer<CodeBuilder> what) {
        MethodTransform instead = (builder, element) -> {
            if (element instanceof CodeModel) {
                builder.withCode(what);
            } else {
                builder.with(element);
            }
        };
        return ClassTransform.transformingMethods(one -> one.methodName().equalsString(method), instead);
    }

    private static void write(Path folder, String name, ClassTransform change) throws IOException {
        try (InputStream in = Without.class.getResourceAsStream("/" + name + ".class")) {
            byte[] before = in.readAllBytes();
            ClassFile classes = ClassFile.of();
            byte[] after = classes.transformClass(classes.parse(before), change);
            Path file = folder.resolve(name + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, after);
        }
    }
}
