package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * What came out of training.
 *
 * @param model the tree with its trained values, all lanes
 * @param curves a curve a lane
 * @param losses every step's loss, by lane; not a number where a step was skipped
 * @param epochs passes over the rows taken
 * @param bestEpoch the epoch, counted from 1, whose values the model has: the one of the best
 *     validation score where training may stop early, otherwise the last
 * @param steps optimizer steps taken, skipped ones included
 * @param frozenLayers layers that were frozen on the way, at the end
 * @param seconds wall seconds of all steps, evaluation left out
 */
public record TrainingRun(
    ScriptModule model,
    List<List<LossPoint>> curves,
    List<double[]> losses,
    int epochs,
    int bestEpoch,
    long steps,
    int frozenLayers,
    double seconds) {}
