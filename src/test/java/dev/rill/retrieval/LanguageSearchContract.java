package dev.rill.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in which language, whatever keeps the index. */
public abstract class LanguageSearchContract {
    @TempDir
    private Path base;

    protected abstract IndexFixture fixture(Path folder) throws IOException;

    @Test
    void aDocumentIsFoundByTheFormsOfItsOwnLanguageAmongOthers() throws IOException {
        try (IndexFixture fixture = fixture(base)) {
            fixture.write("de.md",
                    "Die Sicherung der Datenbank wird jede Nacht gemacht, und sie wird auf einem Server abgelegt.\n");
            fixture.write("fr.md",
                    "La sauvegarde des fichiers est faite chaque nuit, et elle est gardée sur un serveur.\n");
            fixture.write("ja.md", "データベースサーバーの停止は管理者に連絡してください。\n");
            fixture.write("zh.md", "每个服务器都保存一份设置的副本，文件更改后会重新读取。\n");
            fixture.write("th.md", "เซิร์ฟเวอร์ทุกเครื่องเก็บสำเนาของการตั้งค่า\n");
            fixture.open();

            assertEquals("de.md", fixture.found("Wie werden Datenbanken gesichert?").getFirst());
            assertEquals("de.md", fixture.found("Datenbanksicherung").getFirst());
            assertEquals("fr.md", fixture.found("Comment sauvegarder un fichier ?").getFirst());
            assertEquals("ja.md", fixture.found("データベース").getFirst());
            assertEquals("zh.md", fixture.found("如何保存设置？").getFirst());
            assertEquals("th.md", fixture.found("การตั้งค่า").getFirst());
        }
    }

    @Test
    void whatIsWrittenAsOneIsFoundBeforeItsParts() throws IOException {
        try (IndexFixture fixture = fixture(base)) {
            fixture.write("one.md", "Since v2.3.1 the port is open.\n");
            fixture.write("two.md", "Since 3.1.2 the port is closed, as 2 of 3 have 1.\n");
            fixture.write("cpp.md", "Bindings for C++ are here.\n");
            fixture.write("cs.md", "Bindings for C# are here.\n");
            fixture.write("flag.md", "Give --no-cache to build anew.\n");
            fixture.write("cache.md", "There is no cache for the cache, no.\n");
            fixture.open();

            assertEquals("one.md", fixture.found("What came with 2.3.1?").getFirst());
            assertEquals("one.md", fixture.found("v2.3.1").getFirst());
            assertEquals("two.md", fixture.found("What came with v3.1.2?").getFirst());
            assertEquals("cpp.md", fixture.found("C++").getFirst());
            assertEquals("cs.md", fixture.found("C#").getFirst());
            assertEquals("flag.md", fixture.found("--no-cache").getFirst());
        }
    }

    @Test
    void aQuestionOfNothingButSmallWordsFindsThem() throws IOException {
        try (IndexFixture fixture = fixture(base)) {
            fixture.write("hamlet.md", "To be, or not to be.\n");
            fixture.write("other.md", "Nothing else matters.\n");
            fixture.open();

            assertEquals(List.of("hamlet.md"), fixture.found("to be or not to be"));
        }
    }

    @Test
    void aFileInAnOldEncodingIsFoundByItsWordsAndAStrayByteCostsNone() throws IOException {
        try (IndexFixture fixture = fixture(base)) {
            Files.write(fixture.documents.resolve("alt.txt"),
                    "Jeder Gast erhält später einen Schlüssel für die Tür, und er gibt ihn zurück.\n"
                    .getBytes(Charset.forName("windows-1252")));
            fixture.write("stray.md", "The key of the gate \u0001 hangs in the kitchen, as it is said here.\n"
                    + "It is taken from there. ".repeat(60));
            fixture.open();

            assertEquals("alt.txt", fixture.found("Schlüssel").getFirst());
            assertEquals("stray.md", fixture.found("kitchen").getFirst());
        }
    }
}
