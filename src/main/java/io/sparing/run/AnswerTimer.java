package io.sparing.run;

import io.sparing.company.Turn;
import io.sparing.data.TokenIds;
import io.sparing.task.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times single texts, and a fixed number of texts in batches, alone if the trial takes turns.
 * Others wait meanwhile, so a slow model is timed on fewer texts.
 */
final class AnswerTimer {

  private static final int WARM_UPS = 20;
  private static final int WARM_UPS_OF_TURN = 3;
  private static final int MOST_SAMPLES = 100;
  private static final int LEAST_SAMPLES = 30;
  private static final double ENOUGH_SECONDS = 1;
  private static final int MANY_TEXTS = 128;
  private static final int FEW_TEXTS = 64;
  private static final int TURNS = 2;

  private final Predictor<?> predictor;
  private final List<TokenIds> texts;
  private final Presence presence;

  /**
   * @param texts of the test split, at least one
   */
  AnswerTimer(Predictor<?> predictor, List<TokenIds> texts, Presence presence) {
    this.predictor = predictor;
    this.texts = texts;
    this.presence = presence;
  }

  /** Takes the times. */
  AnswerTimes times() {
    answer(WARM_UPS, ENOUGH_SECONDS, 1);
    for (int attempt = 0; attempt < TURNS; attempt++) {
      Optional<Turn> turn = presence.takeTurn();
      if (turn.isEmpty()) {
        break;
      }
      try (Turn mine = turn.get()) {
        answer(WARM_UPS_OF_TURN, ENOUGH_SECONDS, 1);
        AnswerTimes times = times(Presence.ALONE);
        if (mine.goesOn()) {
          return times;
        }
      }
    }
    return times(presence.company());
  }

  private AnswerTimes times(String manner) {
    List<Double> latencies = answer(MOST_SAMPLES, ENOUGH_SECONDS, LEAST_SAMPLES);
    double sum = latencies.stream().mapToDouble(Double::doubleValue).sum() / 1000;
    boolean quick = sum / latencies.size() * MANY_TEXTS <= ENOUGH_SECONDS;
    return new AnswerTimes(latencies, throughput(quick ? MANY_TEXTS : FEW_TEXTS), manner);
  }

  /**
   * Returns the milliseconds of single texts in the order taken.
   *
   * @param enough seconds after which {@code least} are enough
   */
  private List<Double> answer(int most, double enough, int least) {
    List<Double> millis = new ArrayList<>();
    long began = System.nanoTime();
    while (millis.size() < most) {
      List<TokenIds> one = List.of(texts.get(millis.size() % texts.size()));
      long start = now();
      predictor.predict(one);
      millis.add((now() - start) / 1e6);
      if (millis.size() >= least && (System.nanoTime() - began) / 1e9 >= enough) {
        break;
      }
    }
    return millis;
  }

  private double throughput(int count) {
    List<TokenIds> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(texts.get(i % texts.size()));
    }
    long start = now();
    predictor.predict(some);
    return count / ((now() - start) / 1e9);
  }

  /** Returns the nanoseconds of a clock that stands while the trial waits. */
  private long now() {
    return System.nanoTime() - presence.waitedNanos();
  }
}
