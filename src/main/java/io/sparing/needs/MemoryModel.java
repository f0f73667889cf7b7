package io.sparing.needs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The peak of a trial's memory: of its phases, the one that takes most ({@link MemoryPhase}), its
 * coefficients fitted to measured rows. How far rows lie from models that did not see them says how
 * wide its interval is.
 */
final class MemoryModel {

  /** Of the rows, how many lie below the upper end. */
  private static final double BELOW = 0.975;

  /** Room beyond them, as few rows say how far the furthest lie. */
  private static final double ROOM = 1.4;

  private static final int FOLDS = 5;

  private static final double NARROWEST = 0.04;
  private static final double WIDEST = 0.5;

  /** How much less a shipped row counts than one of the machine itself. */
  private static final double SHIPPED_WEIGHT = 0.2;

  /** Fewer readings than this scale what is assumed of a phase. */
  private static final int LEAST_READINGS = 6;

  /** Fewer rows of a machine's own do not say how far rows lie away. */
  private static final int LEAST_JUDGED = 10;

  private final Map<MemoryPhase, double[]> coefficients;
  private final double below;
  private final double above;

  private MemoryModel(Map<MemoryPhase, double[]> coefficients, double below, double above) {
    this.coefficients = coefficients;
    this.below = below;
    this.above = above;
  }

  /**
   * Returns the model that fits rows.
   *
   * @param shipped rows of another machine, which count little where the machine has its own
   * @param own rows of the machine
   * @param assumed coefficients of phases of which too few rows speak
   */
  static MemoryModel fit(
      List<MemoryRow> shipped, List<MemoryRow> own, Map<MemoryPhase, double[]> assumed) {
    List<Weighted> rows = new ArrayList<>();
    shipped.forEach(row -> rows.add(new Weighted(row, own.isEmpty() ? 1 : SHIPPED_WEIGHT)));
    own.forEach(row -> rows.add(new Weighted(row, 1)));
    Map<MemoryPhase, double[]> found = coefficients(rows, assumed);
    if (rows.size() < LEAST_JUDGED) {
      return new MemoryModel(found, WIDEST, WIDEST);
    }
    double[] errors = unseenErrors(rows, own.size() >= LEAST_JUDGED, assumed);
    return new MemoryModel(found, -quantile(errors, 1 - BELOW), quantile(errors, BELOW));
  }

  /** Returns how far rows lie from models that did not see them, relative to these, sorted. */
  private static double[] unseenErrors(
      List<Weighted> rows, boolean onlyOwn, Map<MemoryPhase, double[]> assumed) {
    List<Double> errors = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Weighted> seen = new ArrayList<>();
      List<Weighted> unseen = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        (i % FOLDS == fold ? unseen : seen).add(rows.get(i));
      }
      MemoryModel model = new MemoryModel(coefficients(seen, assumed), 0, 0);
      for (Weighted it : unseen) {
        if (!onlyOwn || it.weight() == 1) {
          errors.add(it.row().peak() / model.estimate(it.row().shape()) - 1);
        }
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private record Weighted(MemoryRow row, double weight) {

    NonNegativeFit.Reading reading(MemoryPhase phase, double value, boolean atMost) {
      return new NonNegativeFit.Reading(phase.terms(row.shape()), value, atMost, weight);
    }
  }

  private static Map<MemoryPhase, double[]> coefficients(
      List<Weighted> rows, Map<MemoryPhase, double[]> assumed) {
    Map<MemoryPhase, double[]> found = new EnumMap<>(MemoryPhase.class);
    List<NonNegativeFit.Reading> answering = new ArrayList<>();
    for (Weighted it : rows) {
      if (it.row().answering() > 0) {
        answering.add(it.reading(MemoryPhase.ANSWERING, it.row().answering(), false));
      }
    }
    found.put(MemoryPhase.ANSWERING, phase(answering, MemoryPhase.ANSWERING, assumed));
    for (MemoryPhase before : List.of(MemoryPhase.ENCODING, MemoryPhase.TRAINING)) {
      List<NonNegativeFit.Reading> readings = new ArrayList<>();
      for (Weighted it : rows) {
        if (MemoryPhase.before(it.row().shape()) == before) {
          boolean later = it.row().answering() >= it.row().peak();
          readings.add(it.reading(before, it.row().peak(), later));
        }
      }
      found.put(before, phase(readings, before, assumed));
    }
    if (answering.isEmpty()) {
      found.put(MemoryPhase.ANSWERING, found.get(MemoryPhase.ENCODING));
    }
    return found;
  }

  private static double[] phase(
      List<NonNegativeFit.Reading> readings,
      MemoryPhase phase,
      Map<MemoryPhase, double[]> assumed) {
    double[] known = assumed.get(phase);
    double[] ratios =
        readings.stream()
            .mapToDouble(reading -> reading.value() / NonNegativeFit.sum(known, reading.terms()))
            .sorted()
            .toArray();
    double scale = ratios.length == 0 ? 1 : ratios[ratios.length / 2];
    double[] scaled = Arrays.stream(known).map(coefficient -> scale * coefficient).toArray();
    return readings.size() < LEAST_READINGS ? scaled : NonNegativeFit.fit(readings, scaled);
  }

  private static double quantile(double[] sorted, double share) {
    double found = sorted[(int) Math.round(share * (sorted.length - 1))];
    double wide = Math.max(NARROWEST, Math.min(WIDEST, ROOM * Math.abs(found)));
    return Math.copySign(wide, share - 0.5);
  }

  /** Returns the peak in bytes. */
  double estimate(MemoryShape shape) {
    return Math.max(phase(MemoryPhase.before(shape), shape), phase(MemoryPhase.ANSWERING, shape));
  }

  /** Returns the peak in bytes with its interval. */
  Interval predict(MemoryShape shape) {
    double estimate = estimate(shape);
    return new Interval(estimate * (1 - below), estimate, estimate * (1 + above));
  }

  private double phase(MemoryPhase phase, MemoryShape shape) {
    return NonNegativeFit.sum(coefficients.get(phase), phase.terms(shape));
  }
}
