package io.sparing.cli;

import io.sparing.money.Prices;
import io.sparing.money.PricesParser;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says what devices cost. */
final class PricesOption {

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "Hourly prices of devices, in the form of conf/prices.yaml, whose prices are examples"
              + " (default: the file that SPARING_PRICES names, else that one).")
  private Path file;

  /**
   * Returns the price list.
   *
   * @throws IllegalArgumentException if it is refused
   */
  Prices prices() {
    return file == null ? PricesParser.of(System.getenv()) : PricesParser.read(file);
  }
}
