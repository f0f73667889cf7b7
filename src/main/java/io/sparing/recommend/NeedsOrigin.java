package io.sparing.recommend;

import io.sparing.needs.Interval;
import io.sparing.needs.MachineCalibration;
import io.sparing.needs.NeedsReference;
import io.sparing.needs.Scale;
import io.sparing.needs.Scaling;
import io.sparing.selector.Feature;
import io.sparing.text.Choice;
import io.sparing.trial.DeviceKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the needs of an answer come from: what was measured on which machine, and what was scaled.
 *
 * @param reference the machine of the rows; empty where the rules do not say
 * @param here the calibration of the machine that was asked about; empty if there is none
 * @param scales factors of the needs that were scaled, by limit; empty where none was
 */
public record NeedsOrigin(
    Optional<NeedsReference> reference,
    Optional<MachineCalibration> here,
    Map<Feature, Scale> scales) {

  /** What became of the needs. */
  public enum Kind {
    /** The rules do not say on which machine they were measured. */
    UNKNOWN,
    /** They are as they were measured, on a machine that may be another. */
    MEASURED,
    /** They were measured on this machine. */
    MEASURED_HERE,
    /** They were measured on another machine and scaled to this one. */
    SCALED,
    /** They are of another machine, and no calibration trial says how it compares. */
    NOT_COMPARED
  }

  /** Copies the map. */
  public NeedsOrigin {
    EnumMap<Feature, Scale> copy = new EnumMap<>(Feature.class);
    copy.putAll(scales);
    scales = Collections.unmodifiableMap(copy);
  }

  /** Returns what became of the needs. */
  public Kind kind() {
    if (reference.isEmpty()) {
      return Kind.UNKNOWN;
    }
    if (here.isEmpty()) {
      return Kind.MEASURED;
    }
    if (Scaling.same(reference.get(), here.get())) {
      return Kind.MEASURED_HERE;
    }
    return scales.isEmpty() ? Kind.NOT_COMPARED : Kind.SCALED;
  }

  /** Returns the kind's name in files. */
  String key() {
    return Choice.text(kind());
  }

  /** Returns it for people, in one sentence. */
  public String words() {
    return switch (kind()) {
      case UNKNOWN ->
          "rows of a machine that the rules do not name; ./submit.sh learn again names it";
      case MEASURED -> "%s; on another machine, %s fits them to it".formatted(rows(), command());
      case MEASURED_HERE -> "%s, this machine".formatted(rows());
      case SCALED ->
          "%s, scaled to %s by its calibration of %s: %s"
              .formatted(rows(), here.orElseThrow().machine().words(), day(), factors());
      case NOT_COMPARED ->
          "%s, not of %s: these rules do not foresee its calibration of %s; run %s there too, and learn from that folder as well"
              .formatted(rows(), here.orElseThrow().machine().words(), day(), command());
    };
  }

  private String rows() {
    NeedsReference from = reference.orElseThrow();
    return "%,d %s on %s"
        .formatted(from.rows(), from.rows() == 1 ? "trial" : "trials", from.machine().words());
  }

  private String command() {
    String device = reference.orElseThrow().machine().device();
    return device.equals(DeviceKind.CPU.text())
        ? "./submit.sh calibrate"
        : "./submit.sh calibrate --device " + device;
  }

  private String day() {
    return here.orElseThrow().measuredAt().toString().substring(0, 10);
  }

  private String factors() {
    return scales.entrySet().stream()
        .map(
            scale -> {
              Interval factor = scale.getValue().interval();
              return "%s × %s (%s to %s; %d trials)"
                  .formatted(
                      scale.getKey().words(),
                      digits(factor.estimate()),
                      digits(factor.low()),
                      digits(factor.high()),
                      scale.getValue().trials());
            })
        .collect(Collectors.joining(", "));
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
