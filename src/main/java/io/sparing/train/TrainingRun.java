package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;

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
 * @param seconds wall seconds of all steps, evaluation left out; those of a process before that was
 *     ended count
 * @param scores validation scores by epoch from 1, where they were measured
 * @param rows of one pass at the end
 * @param held bytes of gradients and moments
 * @param decisions what training changed, kept or took up by itself, oldest first
 */
public record TrainingRun(
    ScriptModule model,
    List<List<LossPoint>> curves,
    List<double[]> losses,
    int epochs,
    int bestEpoch,
    long steps,
    int frozenLayers,
    double seconds,
    Map<Integer, Double> scores,
    int rows,
    HeldBytes held,
    List<Decision> decisions) {}
