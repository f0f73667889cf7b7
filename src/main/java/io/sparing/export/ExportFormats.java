package io.sparing.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of export formats: one line each. */
public final class ExportFormats {

  private static final Map<String, ExportFormat> KNOWN =
      register(new PeftExport(), new TorchScriptExport(), new HuggingFaceExport());

  /** The known names. */
  public static final List<String> NAMES = List.copyOf(KNOWN.keySet());

  private ExportFormats() {}

  /**
   * Finds a format.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static ExportFormat find(String name) {
    ExportFormat format = KNOWN.get(name);
    if (format == null) {
      throw new IllegalArgumentException(
          "Unknown export format: %s; known: %s".formatted(name, String.join(", ", NAMES)));
    }
    return format;
  }

  private static Map<String, ExportFormat> register(ExportFormat... formats) {
    Map<String, ExportFormat> known = new LinkedHashMap<>();
    for (ExportFormat format : formats) {
      known.put(format.name(), format);
    }
    return Collections.unmodifiableMap(known);
  }
}
