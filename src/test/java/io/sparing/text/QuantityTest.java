package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4GB|4000000000",
        "4 GiB|4294967296",
        "4.5gb|4500000000",
        "512m|536870912",
        "3G|3221225472",
        "3Gi|3221225472",
        "1,500MB|1500000000",
        "1_500 MB|1500000000",
        ".5 TB|500000000000",
        "2048 bytes|2048"
      })
  void sizesMeanWhatTheirUnitsSay(String text, long bytes) {
    assertThat(Quantity.bytes("size", text, "").longValueExact()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200ms|200",
        "0.2s|200",
        "1.5h|5400000",
        "1h30m|5400000",
        "1h 30 min|5400000",
        "15 minutes|900000",
        "2 days|172800000",
        "1,000 ms|1000"
      })
  void timesMeanWhatTheirUnitsSay(String text, long millis) {
    assertThat(Quantity.millis("time", text, "").longValueExact()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "10000|10000", "10_000|10000", "10,000|10000", "1.5k|1500", "1M|1000000"})
  void countsMeanWhatTheirUnitsSay(String text, long count) {
    assertThat(Quantity.count("count", text)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4,5GB",
        "4,50GB",
        "0,500GB",
        "1,0000GB",
        "1,00,000GB",
        "1_0,000GB",
        "1,_000GB",
        "0m",
        "0.0GB",
        "-1GB",
        "+1GB",
        "1e3MB",
        "NaN",
        "Infinity",
        "0x10GB",
        "4XB",
        "4 GB 2 MB",
        "٤GB",
        "４GB",
        "",
        " ",
        "GB",
        "4.GB",
        "1.2.3GB",
        "9999999999999999TB",
        "3"
      })
  void otherSizesAreRefusedWithTheRightForm(String text) {
    assertThatThrownBy(() -> Quantity.bytes("--memory", text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Invalid --memory: .*; expected a size such as 512MB, 4GB or 4GiB.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,2s", "0s", "-1s", "1y", "90", "1m1h", "1h1h", "1h30", "s", "1e3ms", "PT5M", "1:30", "",
        "٣s"
      })
  void otherTimesAreRefusedWithTheRightForm(String text) {
    assertThatThrownBy(() -> Quantity.millis("--timeout", text, ""))
        .hasMessageMatching("Invalid --timeout: .*; expected a time such as 200ms.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,5k", "1.5", "1.000", "-1", "+1", "1e3", "0x10", "1.0005k", "k", "", "ten", "٣", "1.5K5"
      })
  void otherCountsAreRefusedWithTheRightForm(String text) {
    assertThatThrownBy(() -> Quantity.count("--examples", text))
        .hasMessageMatching("Invalid --examples: .*; expected a whole number such as 10000.*");
  }

  @Test
  void aCommaIsExplained() {
    assertThatThrownBy(() -> Quantity.bytes("--memory", "4,5GB", ""))
        .hasMessage(
            "Invalid --memory: 4,5GB; expected a size such as 512MB, 4GB or 4GiB, with a point"
                + " before decimals; a comma stands before three digits only");
  }

  @Test
  void aBareNumberHasTheUnitThatWasGivenForIt() {
    assertThat(Quantity.bytes("memory", "4", "gb").longValueExact()).isEqualTo(4_000_000_000L);
    assertThat(Quantity.millis("latency", "200", "ms").longValueExact()).isEqualTo(200);
    assertThat(Quantity.millis("time", "90", "s").longValueExact()).isEqualTo(90_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "de-DE"})
  void noCountryChangesTheForm(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(Quantity.bytes("size", "4.5GIB", "").longValueExact()).isEqualTo(4_831_838_208L);
      assertThat(Quantity.millis("time", "1MIN", "").longValueExact()).isEqualTo(60_000);
    } finally {
      Locale.setDefault(before);
    }
  }
}
