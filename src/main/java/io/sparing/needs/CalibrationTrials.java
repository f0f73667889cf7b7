package io.sparing.needs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The small trials by which machines are compared, of the resource {@code calibration-trials.json}:
 * two models that come with Sparing answer in two number formats and are trained in each way that
 * computes differently, on few rows of a data set that comes with it. They are the same on every
 * machine of a kind, so that what one needs of them can be held against what another needs. On a
 * GPU they train longer, since the first hundreds of steps take more time there and are not timed.
 * They measure times and memory; what they learn from so few rows says little.
 */
public final class CalibrationTrials {

  private static final String RESOURCE = "calibration-trials.json";
  private static final Map<DeviceKind, List<TrialSpec>> TRIALS = load();

  private static final Map<String, TrialSpec> KNOWN =
      TRIALS.values().stream()
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(TrialSpec::id, Function.identity(), (a, b) -> a));

  private CalibrationTrials() {}

  /** Returns the trials of a kind of device, in the order in which they run. */
  public static List<TrialSpec> of(DeviceKind device) {
    return TRIALS.get(device);
  }

  /** Returns the trial of an id; empty if it is none of these. */
  static Optional<TrialSpec> find(String id) {
    return Optional.ofNullable(KNOWN.get(id));
  }

  /** Returns whether a trial of this id is one of these. */
  public static boolean has(String id) {
    return KNOWN.containsKey(id);
  }

  private static Map<DeviceKind, List<TrialSpec>> load() {
    try (InputStreamReader in =
        new InputStreamReader(
            CalibrationTrials.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
      JsonObject json = JsonParser.parseReader(in).getAsJsonObject();
      return Arrays.stream(DeviceKind.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), device -> of(json, device)));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read " + RESOURCE, e);
    }
  }

  private static List<TrialSpec> of(JsonObject json, DeviceKind device) {
    List<TrialSpec> trials = new ArrayList<>();
    for (JsonElement model : json.getAsJsonArray("models")) {
      for (JsonElement trial : json.getAsJsonArray(device.text())) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("model", model.getAsString());
        put(settings, json.getAsJsonObject("base"));
        put(settings, trial.getAsJsonObject());
        trials.add(TrialSpecParser.fromSettings(settings));
      }
    }
    return List.copyOf(trials);
  }

  private static void put(Map<String, Object> settings, JsonObject more) {
    more.asMap()
        .forEach(
            (name, value) ->
                settings.put(
                    name,
                    value.getAsJsonPrimitive().isNumber()
                        ? (Object) value.getAsLong()
                        : value.getAsString()));
  }
}
