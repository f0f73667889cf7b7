package io.sparing.needs;

import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What setups need of a machine, fitted to all measured rows of a kind of device: logarithms of
 * readings, over what the sizes suggest, are a sum of effects of hardware, model, number format,
 * strategy, their pairs and the setup, and of rows and sequence length; effects that few rows speak
 * for are pulled towards zero. So no single reading decides, rows of one data set say something
 * about another, and what nobody ran has an estimate with a wide interval. Rows that ran out of
 * memory or time are lower bounds. How noisy readings are, by whatever company they were taken in,
 * shows in the interval.
 */
public final class NeedsModel {

  /** Spreads of the effects, in logarithms: hardware, model, format, strategy, two pairs, setup. */
  private static final double[] NAME_SPREAD = {1, 2, 0.5, 0.5, 0.2, 0.2, 0.3};

  /** Spreads of the effects of a data set, and of it with a length: how long its texts are. */
  private static final double[] DATA_SPREAD = {0.7, 0.3};

  /** Spreads of the slopes beside those of the sizes: training rows, longest text. */
  private static final double[] SLOPE_SPREAD = {0.5, 0.3};

  private static final double TYPICAL_ROWS = 1_000;
  private static final double TYPICAL_LENGTH = 64;

  private final Map<String, Map<Need, LogLinear>> models;
  private final boolean ofData;

  private NeedsModel(Map<String, Map<Need, LogLinear>> models, boolean ofData) {
    this.models = models;
    this.ofData = ofData;
  }

  /** Fits a model to rows of any kinds of device; the order of the rows changes nothing. */
  public static NeedsModel fit(List<TrialResult> results) {
    return NeedsTable.of(results).fit();
  }

  /**
   * Returns a model of readings by device and need.
   *
   * @param ofData whether data sets have effects of their own
   */
  static NeedsModel of(Map<String, Map<Need, List<LogLinear.Reading>>> readings, boolean ofData) {
    double[] spreads =
        ofData
            ? DoubleStream.concat(DoubleStream.of(DATA_SPREAD), DoubleStream.of(NAME_SPREAD))
                .toArray()
            : NAME_SPREAD;
    Map<String, Map<Need, LogLinear>> models = new HashMap<>();
    readings.forEach(
        (device, byNeed) -> {
          Map<Need, LogLinear> fitted = new EnumMap<>(Need.class);
          byNeed.forEach(
              (need, list) -> {
                if (list.stream().anyMatch(reading -> !reading.atLeast())) {
                  fitted.put(need, LogLinear.fit(list, spreads, SLOPE_SPREAD));
                }
              });
          models.put(device, fitted);
        });
    return new NeedsModel(models, ofData);
  }

  /**
   * Returns what a trial is expected to need there.
   *
   * @return empty where no row of such a device measured the need
   */
  public Optional<Interval> predict(Need need, Workload workload, Machine machine) {
    if (nothing(need, workload)) {
      return Optional.of(Interval.ZERO);
    }
    LogLinear model = models.getOrDefault(machine.device(), Map.of()).get(need);
    if (model == null) {
      return Optional.empty();
    }
    LogLinear.Prediction log = model.predict(names(workload, machine, ofData), values(workload));
    double base = expected(need, workload, machine);
    return Optional.of(
        new Interval(
            base * Math.exp(log.log() - log.half()),
            base * Math.exp(log.log()),
            base * Math.exp(log.log() + log.half())));
  }

  /** Returns whether a need is nothing by definition: to learn from no rows takes no time. */
  static boolean nothing(Need need, Workload workload) {
    return !workload.spec().readsTrainingRows()
        && (need == Need.TRAIN_SECONDS || need == Need.DEVICE_SECONDS || need == Need.TRAIN_COST);
  }

  /** Returns what the sizes suggest, up to a constant factor; 1 where the model has gone. */
  static double expected(Need need, Workload workload, Machine machine) {
    return Outline.find(workload).map(outline -> need.expected(outline, machine)).orElse(1.0);
  }

  /**
   * Returns the levels of a reading's categorical terms, the setup last.
   *
   * @param ofData whether those of the data set are among them
   */
  static List<String> names(Workload workload, Machine machine, boolean ofData) {
    List<String> names = new ArrayList<>();
    if (ofData) {
      String data = workload.spec().dataset();
      names.add(data);
      names.add(data + " " + workload.spec().maxLength());
    }
    names.addAll(names(workload, machine));
    return names;
  }

  private static List<String> names(Workload workload, Machine machine) {
    String model = workload.spec().model();
    String format = workload.spec().numberFormat();
    String strategy = workload.spec().strategy();
    return List.of(
        machine.hardware() + " " + machine.threads(),
        model,
        format,
        strategy,
        model + " " + format,
        strategy + " " + format,
        workload.key());
  }

  /** Returns the values of its numeric terms. */
  static double[] values(Workload workload) {
    double rows = workload.trainingRows() > 0 ? workload.trainingRows() : TYPICAL_ROWS;
    return new double[] {
      Math.log(rows / TYPICAL_ROWS), Math.log(workload.spec().maxLength() / TYPICAL_LENGTH)
    };
  }
}
