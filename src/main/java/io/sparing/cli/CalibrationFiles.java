package io.sparing.cli;

import io.sparing.needs.MachineCalibration;
import io.sparing.needs.MachineCalibrationParser;
import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where calibrations lie: one file for each kind of device in the results folder. */
final class CalibrationFiles {

  /** What people write where no calibration shall count. */
  private static final String NONE = "none";

  private CalibrationFiles() {}

  /** Returns the name of a calibration's sweep, and of its file without {@code .json}. */
  static String name(String device) {
    return "calibration-" + device;
  }

  /** Returns where the calibration of a kind of device lies unless a command says otherwise. */
  static Path file(Path results, String device) {
    return results.resolve(name(device) + ".json");
  }

  /**
   * Finds a calibration.
   *
   * @param results the results folder
   * @param named what somebody asked for, a file or {@code none}; null for the one in the folder
   * @param device {@code cpu} or {@code gpu}
   * @return empty if there is none, or none shall count
   * @throws IllegalArgumentException if the named one is not there or of the other kind of device,
   *     or the file is no calibration
   */
  static Optional<MachineCalibration> find(Path results, String named, String device)
      throws IOException {
    if (NONE.equals(named)) {
      return Optional.empty();
    }
    Path file = named == null ? file(results, device) : Path.of(named);
    if (!Files.exists(file)) {
      if (named == null) {
        return Optional.empty();
      }
      throw new IllegalArgumentException(
          "Unknown calibration: %s; known: none, or a file that ./submit.sh calibrate wrote"
              .formatted(Printable.of(named)));
    }
    MachineCalibration found = MachineCalibrationParser.read(file);
    if (!found.machine().device().equals(device)) {
      throw new IllegalArgumentException(
          "Invalid calibration: %s; it is of a %s; expected one of a %s: ./submit.sh calibrate --device %s"
              .formatted(Printable.of(file), found.machine().device(), device, device));
    }
    return Optional.of(found);
  }
}
