package io.sparing.trial;

import io.sparing.run.LocalTrialRunner;
import io.sparing.run.TrialRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs trials in this process, on the device that {@code SPARING_DEVICE} names, and prints for each
 * what was measured, how, and where: for hosts that have no Spark. Arguments: {@code
 * key=value,key=value} a trial.
 */
public final class OneTrial {

  private static final Pattern COMMA = Pattern.compile(",");

  private OneTrial() {}

  /** Runs the trials. */
  public static void main(String[] arguments) {
    TrialRunner runner = new LocalTrialRunner();
    for (String argument : arguments) {
      Map<String, String> settings = new LinkedHashMap<>();
      for (String pair : COMMA.split(argument, -1)) {
        settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
      TrialResult result = runner.run(TrialSpecParser.fromSettings(settings), share -> {});
      System.out.printf(
          "%s %s %s %s on %s%n  %s%n  %s%n",
          result.spec().label(),
          result.status(),
          result.message(),
          result.measurements().values(),
          result.provenance().device(),
          result.measurements().notes(),
          ProvenanceParser.toJson(result.provenance()));
    }
  }
}
