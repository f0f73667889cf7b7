package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * What came out of training.
 *
 * @param model the tree with its trained values, all lanes
 * @param curves a curve a lane
 * @param losses every step's loss, by lane
 * @param steps optimizer steps taken
 * @param seconds wall seconds of all steps, evaluation left out
 */
public record TrainingRun(
    ScriptModule model,
    List<List<LossPoint>> curves,
    List<double[]> losses,
    long steps,
    double seconds) {}
