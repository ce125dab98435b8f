package dev.rill.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {
    private final LanguageDetector detector = new LanguageDetector();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH    | Every server keeps a copy of the settings, and it is read again when the file has changed.
            GERMAN     | Jeder Server hat eine Kopie der Einstellungen, und sie wird neu gelesen, wenn die Datei sich ändert.
            FRENCH     | Chaque serveur garde une copie des réglages, et elle est relue quand le fichier a changé.
            SPANISH    | Cada servidor guarda una copia de los ajustes y la vuelve a leer cuando el archivo ha cambiado.
            ITALIAN    | Ogni server conserva una copia delle impostazioni, che viene riletta quando il file è cambiato.
            PORTUGUESE | Cada servidor guarda uma cópia das configurações, que é lida de novo quando o ficheiro não é igual.
            DUTCH      | Elke server bewaart een kopie van de instellingen, en die wordt opnieuw gelezen als het bestand verandert.
            SWEDISH    | Varje server har en kopia av inställningarna, och den läses på nytt när filen har ändrats.
            DANISH     | Hver server har en kopi af indstillingerne, og den læses på ny, når filen er blevet ændret af nogen.
            NORWEGIAN  | Hver tjener har en kopi av innstillingene, og den leses på nytt når filen har blitt endret av noen.
            FINNISH    | Jokaisella palvelimella on kopio asetuksista, ja se luetaan uudelleen kun tiedosto on muuttunut.
            HUNGARIAN  | Minden kiszolgáló őriz egy másolatot a beállításokról, és azt újra olvassa, ha a fájl megváltozott.
            CZECH      | Každý server má kopii nastavení a ta se čte znovu, když se soubor změní nebo když je to nutné.
            POLISH     | Każdy serwer ma kopię ustawień i jest ona czytana na nowo, gdy plik się zmieni lub jest to potrzebne.
            ROMANIAN   | Fiecare server are o copie a setărilor, care este citită din nou când fișierul a fost schimbat de cineva.
            RUSSIAN    | У каждого сервера есть копия настроек, и она читается снова, когда файл изменился, но не раньше.
            UKRAINIAN  | Кожен сервер має копію налаштувань, і вона читається знову, коли файл змінився, але не раніше, щоб це було так.
            BULGARIAN  | Всеки сървър има копие на настройките и то се чете отново, когато файлът е променен от някого.
            GREEK      | Κάθε διακομιστής έχει ένα αντίγραφο των ρυθμίσεων.
            TURKISH    | Her sunucu ayarların bir kopyasını tutar ve dosya değiştiği zaman bu yeniden okunur, daha önce değil.
            VIETNAMESE | Mỗi máy chủ giữ một bản sao của các thiết lập và nó được đọc lại khi tệp đã thay đổi trong thư mục.
            CHINESE    | 每个服务器都保存一份设置的副本，文件更改后会重新读取。
            JAPANESE   | 各サーバーは設定のコピーを保持し、ファイルが変更されると再度読み込みます。
            KOREAN     | 모든 서버는 설정의 사본을 보관하며 파일이 변경되면 다시 읽습니다.
            THAI       | เซิร์ฟเวอร์ทุกเครื่องเก็บสำเนาของการตั้งค่า
            """)
    void tellsALanguageByASentence(Language language, String sentence) {
        assertEquals(Optional.of(language), detector.of(sentence));
    }

    @Test
    void saysNothingWhereNothingTells() {
        assertEquals(Optional.empty(), detector.of(""));
        assertEquals(Optional.empty(), detector.of("RILL_PORT 8080 RILL_HOST localhost"));
        assertEquals(Optional.empty(), detector.of("12345 67890 !!!"));
    }
}
