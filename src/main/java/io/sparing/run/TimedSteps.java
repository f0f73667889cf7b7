package io.sparing.run;

import io.sparing.company.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Times some of a training's steps, or of its batches, alone, and says how long all would have
 * taken alone. Steps are the training's own, so that nothing is computed twice; the turn is short,
 * since others wait.
 */
final class TimedSteps {

  /** How many steps are timed at most, and how many at least, if they are long. */
  private static final int MOST = 20;

  private static final int LEAST = 3;

  /** After how many seconds few steps are enough. */
  private static final double ENOUGH_SECONDS = 1;

  /** After how many seconds the turn ends with whatever was timed. */
  private static final double MOST_SECONDS = 3;

  private static final int WARM_UPS = 5;

  /**
   * On a GPU the second step of a shape is recorded, and later ones repeat it; and steps are so
   * short that Java's own part counts, which is compiled only after some hundred.
   */
  private static final int WARM_UPS_OF_SHAPES = 500;

  private static final int WARM_UPS_A_SHAPE = 2;
  private static final int TURNS = 2;

  private final Presence presence;
  private final boolean shapes;
  private final Map<Long, Integer> seen = new HashMap<>();
  private final StepCost timed = new StepCost();
  private long warmUps;
  private long steps;
  private long units;
  private Optional<Turn> turn = Optional.empty();
  private int turns;
  private boolean done;
  private long turnBegan;

  /**
   * @param planned how many steps there will be
   * @param shapes whether the first steps of a shape take longer
   */
  TimedSteps(Presence presence, long planned, boolean shapes) {
    this.presence = presence;
    this.shapes = shapes;
    this.warmUps = Math.min(shapes ? WARM_UPS_OF_SHAPES : WARM_UPS, Math.max(1, planned / 4));
    this.done = !presence.takesTurns();
  }

  /** Called before a step; may wait for the turn. */
  void begins() {
    if (!done && turn.isEmpty() && steps >= warmUps) {
      turn = presence.takeTurn();
      turns++;
      done = turn.isEmpty();
      turnBegan = System.nanoTime();
    }
  }

  /**
   * Called after a step.
   *
   * @param size of the step, with which its time grows
   * @param seconds it took
   */
  void ends(long size, double seconds) {
    steps++;
    units += size;
    int before = seen.merge(size, 1, Integer::sum) - 1;
    if (turn.isEmpty()) {
      return;
    }
    if (!turn.get().goesOn()) {
      lost();
      return;
    }
    if (!shapes || before >= WARM_UPS_A_SHAPE) {
      timed.add((double) size, seconds);
    }
    if (enough((System.nanoTime() - turnBegan) / 1e9)) {
      end();
    }
  }

  private boolean enough(double held) {
    return timed.steps() >= MOST
        || held >= MOST_SECONDS
        || (timed.steps() >= LEAST && held >= ENOUGH_SECONDS);
  }

  /** What was timed since the turn was lost is not known to be alone: all is timed anew. */
  private void lost() {
    end();
    timed.clear();
    done = turns >= TURNS;
  }

  /** Ends the turn, if it has one. Called after the last step, too. */
  void end() {
    turn.ifPresent(Turn::close);
    turn = Optional.empty();
    done = true;
  }

  /** Returns how many steps were timed. */
  int count() {
    return timed.steps();
  }

  /** Returns the mean seconds of a timed step; empty if none was. */
  OptionalDouble stepSeconds() {
    return timed.steps() == 0 ? OptionalDouble.empty() : OptionalDouble.of(timed.mean());
  }

  /** Returns how long all steps would have taken alone; empty if none was timed. */
  OptionalDouble seconds() {
    return seconds(steps);
  }

  /** As {@link #seconds()}, where other processes took some of so many steps. */
  OptionalDouble seconds(long all) {
    return timed.steps() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(timed.at((double) units / steps) * all);
  }
}
