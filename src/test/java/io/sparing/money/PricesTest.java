package io.sparing.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

  private static final Prices PRICES = prices(OptionalDouble.of(0.04));

  private static Prices prices(OptionalDouble coreHour) {
    Map<String, Double> gpus = new LinkedHashMap<>();
    gpus.put("A100", 1.0);
    gpus.put("A100 80GB", 2.0);
    gpus.put("T4", 0.4);
    return new Prices("USD", "2026-05-29", "made up", coreHour, OptionalDouble.of(0.005), gpus);
  }

  @ParameterizedTest
  @CsvSource({
    "NVIDIA A100-SXM4-80GB, 2.0",
    "NVIDIA A100-SXM4-40GB, 1.0",
    "nvidia a100 80gb pcie, 2.0",
    "Tesla T4, 0.4"
  })
  void aGpuIsFoundByTheWordsOfItsName(String name, double perHour) {
    assertThat(PRICES.rate(Rental.ofGpu(name)).perHour()).hasValue(perHour);
  }

  @Test
  void aGpuWithoutAPriceHasNoneAndANoteSaysWhatToDo() {
    Rate rate = PRICES.rate(Rental.ofGpu("NVIDIA T400"));
    assertThat(rate.perHour()).isEmpty();
    assertThat(rate.of(10)).isEmpty();
    assertThat(rate.note())
        .isEqualTo(
            "the price list has no GPU NVIDIA T400; known: A100, A100 80GB, T4; add it (USD, prices"
                + " of 2026-05-29)");
    assertThat(PRICES.rate(Rental.ofGpu("")).note()).contains("name is not known");
  }

  @Test
  void aCpuCostsItsCoresAndItsMemory() {
    Rate rate = PRICES.rate(Rental.ofCpu(4, 2));
    assertThat(rate.of(1_800).orElseThrow()).isEqualTo(0.085, Offset.offset(1e-12));
    assertThat(rate.note()).isEqualTo("USD, prices of 2026-05-29");
    assertThat(prices(OptionalDouble.empty()).rate(Rental.ofCpu(4, 2)).note())
        .isEqualTo("the price list has no core_hour; add it (USD, prices of 2026-05-29)");
  }
}
