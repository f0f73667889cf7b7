package io.sparing.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * A random forest that predicts the quality of a choice on a data set from what both are like: the
 * yardstick of what a black box gets.
 */
final class Forest {

  /** About how many qualities it is trained on; of more, every second or third choice. */
  private static final int MOST_EXAMPLES = 2_000;

  private static final int TREES = 30;
  private static final int DEPTH = 8;
  private static final float SMALLEST_LEAF = 4;
  private static final float SPLIT_FEATURES = 0.5f;
  private static final RegressionFactory FACTORY = new RegressionFactory();

  private final Frame frame;
  private final Model<Regressor> model;

  private Forest(Frame frame, Model<Regressor> model) {
    this.frame = frame;
    this.model = model;
  }

  static Forest of(Frame frame, Qualities qualities, long seed) {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    MutableDataset<Regressor> examples =
        new MutableDataset<>(new SimpleDataSourceProvenance("trials", FACTORY), FACTORY);
    int stride = 1 + frame.cells().size() * frame.choices().size() / MOST_EXAMPLES;
    for (int d = 0; d < frame.cells().size(); d++) {
      double[] quality = qualities.in(d);
      for (int c = 0; c < quality.length; c += stride) {
        examples.add(
            example(frame.cells().get(d), frame.choices().get(c), new Regressor("q", quality[c])));
      }
    }
    CARTRegressionTrainer tree =
        new CARTRegressionTrainer(
            DEPTH, SMALLEST_LEAF, 0, SPLIT_FEATURES, false, new MeanSquaredError(), seed);
    Model<Regressor> model =
        new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(examples);
    return new Forest(frame, model);
  }

  /** Returns the predicted quality of each choice on a data set. */
  double[] qualities(Evidence.Cell cell) {
    double[] qualities = new double[frame.choices().size()];
    for (int c = 0; c < qualities.length; c++) {
      Example<Regressor> example =
          example(cell, frame.choices().get(c), FACTORY.getUnknownOutput());
      qualities[c] = model.predict(example).getOutput().getValues()[0];
    }
    return qualities;
  }

  private static Example<Regressor> example(Evidence.Cell cell, Choice choice, Regressor output) {
    Map<String, Double> features = new TreeMap<>();
    features.put("classes", Math.log(1.0 + cell.classes()));
    features.put("task=" + cell.task(), 1.0);
    features.put("hardware=" + cell.hardware(), 1.0);
    features.put("model=" + choice.model(), 1.0);
    features.put("strategy=" + choice.strategy(), 1.0);
    features.put("format=" + choice.numberFormat(), 1.0);
    features.put("examples", Math.log(1 + choice.number(Choice.TRAIN_EXAMPLES).orElse(0)));
    features.put("rank", (double) choice.rank().orElse(0));
    List<String> names = new ArrayList<>(features.keySet());
    return new ArrayExample<>(
        output, names.toArray(String[]::new), names.stream().mapToDouble(features::get).toArray());
  }
}
