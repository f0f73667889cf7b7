package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocPageTest {

  private static final Map<String, Supplier<MarkdownTable>> ONE = Map.of("one", DocPageTest::table);

  private static MarkdownTable table() {
    MarkdownTable table = new MarkdownTable("a", "b");
    table.add("1|2", "");
    return table;
  }

  private static DocPage page(String text) {
    return new DocPage(Path.of("page.md"), text);
  }

  static List<DocPage> pages() throws IOException {
    return DocPage.all(Path.of(""));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageHasTheTablesOfTheRegistries(DocPage page) {
    assertThat(page.text())
        .as("%s lists something else than the code; run ./submit.sh docs", page.file())
        .isEqualTo(page.filled(DocTables.ALL).text());
  }

  @Test
  void everyTableStandsOnAPage() throws IOException {
    assertThat(pages().stream().flatMap(page -> page.tables().stream()))
        .containsAll(DocTables.ALL.keySet());
  }

  @Test
  void whatStandsBetweenTheMarkersIsReplaced() {
    String page = "# T\n<!-- begin one -->\n%s<!-- end one -->\nrest\n";
    String table = "\n| a | b |\n|---|---|\n| 1\\|2 | |\n\n";
    assertThat(page(page.formatted("old\n")).filled(ONE).text()).isEqualTo(page.formatted(table));
    assertThat(page(page.formatted(table)).filled(ONE).text()).isEqualTo(page.formatted(table));
    assertThat(page("no table\n").filled(ONE).text()).isEqualTo("no table\n");
  }

  @Test
  void unknownAndOpenTablesAreRefused() {
    assertThatThrownBy(() -> page("<!-- begin two -->\n<!-- end two -->\n").filled(ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown table: two in page.md; known: one");
    assertThatThrownBy(() -> page("<!-- begin one -->\n").filled(ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid page: page.md; the table one has no <!-- end one -->");
  }
}
