package io.sparing.money;

import com.google.gson.JsonObject;
import io.sparing.text.Printable;
import io.sparing.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The YAML form of {@link Prices}, as in {@code conf/prices.yaml}. The driver of a sweep reads it
 * once, and its workers, wherever they run, get what it read with their environment: so all rows of
 * a run are priced by one list, and no other machine needs the file.
 */
public final class PricesParser {

  /** The environment variable that names a file of one's own. */
  public static final String FILE = "SPARING_PRICES";

  /** The environment variable by which workers get the list itself. */
  private static final String LIST = "SPARING_PRICE_LIST";

  private static final String PUBLISHED = "prices.yaml";

  private PricesParser() {}

  /** Returns the published list, which comes with Sparing. */
  public static Prices published() {
    try (InputStream in = PricesParser.class.getResourceAsStream("/" + PUBLISHED)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), PUBLISHED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list of one's own.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no price list; the message has file and line
   */
  public static Prices read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Cannot find the prices: %s; name a file such as conf/prices.yaml".formatted(file));
    }
    try {
      return parse(TextFile.read(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the prices in " + file, e);
    }
  }

  /**
   * Returns the list that an environment holds or names, else the published one.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Prices of(Map<String, String> environment) {
    if (environment.containsKey(LIST)) {
      return parse(environment.get(LIST), LIST);
    }
    String file = environment.getOrDefault(FILE, "");
    return file.isBlank() ? published() : read(Path.of(file));
  }

  /** Returns the environment from which {@link #of} reads the same list on any machine. */
  public static Map<String, String> environment(Prices prices) {
    JsonObject json = new JsonObject();
    json.addProperty(PriceListReader.CURRENCY, prices.currency());
    json.addProperty(PriceListReader.DATE, prices.date());
    json.addProperty(PriceListReader.SOURCE, prices.source());
    prices.coreHour().ifPresent(price -> json.addProperty(PriceListReader.CORE, price));
    prices.gigabyteHour().ifPresent(price -> json.addProperty(PriceListReader.GIGABYTE, price));
    JsonObject gpus = new JsonObject();
    prices.gpus().forEach(gpus::addProperty);
    json.add(PriceListReader.GPUS, gpus);
    return Map.of(LIST, json.toString()); // JSON is YAML
  }

  static Prices parse(String text, String name) {
    Node root;
    try {
      root = new Compose(LoadSettings.builder().build()).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(
          "Invalid prices: %s:%d: %s".formatted(name, line, Printable.of(e.getProblem())), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          "Invalid prices: %s: %s".formatted(name, Printable.of(e.getMessage())), e);
    }
    if (root instanceof MappingNode mapping) {
      return new PriceListReader(name).read(mapping);
    }
    throw new IllegalArgumentException(
        "Invalid prices: %s; expected keys and values, such as currency: USD".formatted(name));
  }
}
