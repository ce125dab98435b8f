package dev.rill.retrieval.document.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.format.DocumentType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1252 | Jeder Server hält eine Kopie der Einstellungen für die Gäste, und sie wird später überprüft.
            windows-1252 | Jeder Gast erhält später einen Schlüssel für die Tür, und er gibt ihn zurück.
            windows-1252 | Chaque serveur garde une copie des réglages, et elle est relue à la fin, quand le fichier a changé.
            windows-1251 | У каждого сервера есть копия настроек, и она читается снова, когда файл изменился, но не раньше.
            KOI8-R       | У каждого сервера есть копия настроек, и она читается снова, когда файл изменился, но не раньше.
            IBM866       | У каждого сервера есть копия настроек, и она читается снова, когда файл изменился, но не раньше.
            windows-1250 | Každý server má kopii nastavení a ta se čte znovu, když se soubor změní nebo když je to nutné.
            ISO-8859-2   | Każdy serwer ma kopię ustawień i jest ona czytana na nowo, gdy plik się zmieni lub jest to potrzebne.
            windows-1253 | Κάθε διακομιστής έχει ένα αντίγραφο των ρυθμίσεων, και το διαβάζει ξανά όταν αλλάξει το αρχείο.
            windows-1254 | Her sunucu ayarların bir kopyasını tutar ve dosya değiştiği zaman bu yeniden okunur, daha önce değil.
            windows-31j  | 各サーバーは設定のコピーを保持し、ファイルが変更されると再度読み込みます。
            EUC-JP       | 各サーバーは設定のコピーを保持し、ファイルが変更されると再度読み込みます。
            ISO-2022-JP  | 各サーバーは設定のコピーを保持し、ファイルが変更されると再度読み込みます。
            GB18030      | 每个服务器都保存一份设置的副本，文件更改后会重新读取，这是因为我们不想让用户等到下一次。
            Big5         | 每個伺服器都會保存一份設定的副本，檔案更改後就會重新讀取，這是因為我們不想讓使用者等到下一次。
            x-windows-949 | 모든 서버는 설정의 사본을 보관하며 파일이 변경되면 다시 읽습니다. 이 기능은 기본으로 켜져 있고 끌 수도 있습니다.
            windows-1252 | Latin: café crème à la carte coûte trois francs.
            windows-1252 | Été: pâté, café à emporter, crème brûlée.
            windows-1252 | Grüße aus München: Käse, Äpfel, Öl.
            windows-1252 | Menú del día: piñata, jalapeño, sábado.
            windows-1252 | Não há pão.
            windows-1251 | Привет, мир.
            windows-1251 | Цена: сто рублей.
            KOI8-R       | Привет, мир.
            IBM866       | Привет, мир.
            windows-1253 | Καλημέρα, κόσμε.
            GB18030      | 绿茶应该用八十度的水冲泡三分钟。
            UTF-16LE     | Every server keeps a copy of the settings.
            UTF-16BE     | Every server keeps a copy of the settings.
            UTF-8        | 各サーバーは設定のコピーを保持し、Größe €.
            """)
    void aTextIsReadInItsEncoding(String charset, String text) throws UnreadableDocumentException {
        assertEquals(text, DocumentType.TEXT.parser().parse(text.getBytes(Charset.forName(charset))).text());
    }

    @Test
    void aBrokenByteCostsNoMoreThanItsCharacter() throws UnreadableDocumentException {
        String text = "Größe und Maß für alle Gäste. ".repeat(20);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(bytes,
                text.substring(0, text.lastIndexOf("ä")).getBytes(StandardCharsets.UTF_8).length + 1);

        assertEquals(text.substring(0, text.lastIndexOf("ä")) + "\uFFFD", DocumentType.TEXT.parser().parse(cut).text());
    }

    @Test
    void whatReadsLikeNothingIsRefused() {
        Random random = new Random(1);
        byte[] bytes = new byte[4_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (128 + random.nextInt(128));
        }
        assertThrows(UnreadableDocumentException.class, () -> DocumentType.TEXT.parser().parse(bytes));
    }
}
