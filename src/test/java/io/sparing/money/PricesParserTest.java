package io.sparing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesParserTest {

  private static final String OWN =
      """
      currency: EUR
      date: 2026-11-01
      source: our own bills
      gpus:
        H100: 2.5
      """;

  @TempDir private Path folder;

  @Test
  void thePublishedListIsTheFileInConf() {
    Prices published = PricesParser.published();
    assertThat(published).isEqualTo(PricesParser.read(Path.of("conf/prices.yaml")));
    assertThat(published.coreHour()).isPresent();
    assertThat(published.gpus()).isNotEmpty();
  }

  @Test
  void aFileOfOnesOwnTakesThePlaceOfThePublishedOne() throws Exception {
    Path file = Files.writeString(folder.resolve("own.yaml"), OWN);
    Prices own = PricesParser.of(Map.of(PricesParser.FILE, file.toString()));
    assertThat(own.list()).isEqualTo("EUR, prices of 2026-11-01");
    assertThat(own.coreHour()).isEmpty();
    assertThat(own.gpus()).containsExactly(Map.entry("H100", 2.5));
    assertThat(PricesParser.of(Map.of())).isEqualTo(PricesParser.published());
  }

  @Test
  void workersReadTheListWithoutTheFile() {
    for (Prices prices : List.of(PricesParser.published(), PricesParser.parse(OWN, "own"))) {
      assertThat(PricesParser.of(PricesParser.environment(prices))).isEqualTo(prices);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          currency: EUR  | currency: euro | Invalid currency: euro; expected three capital letters, such as USD (own.yaml:1)
          2026-11-01     | last week      | Invalid date: last week; expected one such as 2026-05-29 (own.yaml:2)
          H100: 2.5      | H100: free     | Invalid H100: free; expected a price an hour above 0, such as 3.50 (own.yaml:5)
          H100: 2.5      | H100: 0        | Invalid H100: 0; expected a price an hour above 0, such as 3.50 (own.yaml:5)
          H100: 2.5      | H100: -1       | Invalid H100: -1; expected a price an hour above 0, such as 3.50 (own.yaml:5)
          H100: 2.5      | H100: [1, 2]   | Invalid H100: no single value; expected one (own.yaml:5)
          'gpus:\n'      | 'cards:\n'     | 'Unknown key: cards; known: currency, date, source, core_hour, gigabyte_hour, gpus (own.yaml:4)'
          currency: EUR  | core_hour: 1   | Cannot read prices without currency (own.yaml:1)
          source: our own bills | date: 2026-11-02 | Invalid key: date is given twice (own.yaml:3)
          """)
  void whatIsWrongIsSaidWithItsLine(String right, String wrong, String message) {
    String text = OWN.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> PricesParser.parse(text, "own.yaml")).hasMessage(message);
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThatThrownBy(() -> PricesParser.parse("- 1", "own.yaml"))
        .hasMessage("Invalid prices: own.yaml; expected keys and values, such as currency: USD");
    assertThatThrownBy(() -> PricesParser.parse("a: [", "own.yaml"))
        .hasMessageStartingWith("Invalid prices: own.yaml:1: ");
    assertThatThrownBy(() -> PricesParser.read(folder.resolve("none")))
        .hasMessageContaining("Cannot find the prices: ")
        .hasMessageContaining("conf/prices.yaml");
  }
}
