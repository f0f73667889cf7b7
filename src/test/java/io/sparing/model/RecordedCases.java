package io.sparing.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What a script in {@code src/test/parity} recorded of another library. */
public final class RecordedCases {

  private RecordedCases() {}

  /** The cases of a file among the test resources, in order, read anew. */
  public static List<JsonObject> of(String file) {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(
                RecordedCases.class.getResourceAsStream("/io/sparing/parity/" + file), file),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(json)
          .getAsJsonObject()
          .getAsJsonArray("cases")
          .asList()
          .stream()
          .map(JsonElement::getAsJsonObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
