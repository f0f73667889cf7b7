package io.sparing.needs;

import io.sparing.adapt.Kept;

/**
 * A part of a trial with a peak of its own, as a sum of terms: what is there whatever the sizes,
 * weights in their forms, what training keeps of them, and activations. Each term is in bytes as
 * the sizes suggest it, and its coefficient says how often they are really there.
 */
enum MemoryPhase {
  /** Training with passes back through the encoder. */
  TRAINING {
    @Override
    double[] terms(MemoryShape shape) {
      double token = number(shape) * shape.rows() * shape.length();
      double width = token * shape.hidden();
      double inner = token * shape.intermediate();
      double scores = token * shape.heads() * shape.length();
      double depth = shape.checkpointing() ? 1 : shape.kept();
      double half = shape.half() ? 1 : 0;
      double own = shape.weights() ? depth : 0;
      double others = shape.weights() ? 0 : depth;
      double factors = shape.keeps().contains(Kept.FACTORS) ? depth : 0;
      double wholly = shape.weights() ? 1 : 0;
      return new double[] {
        CONSTANT,
        FLOAT * shape.parameters(),
        shape.quantized() ? shape.deployed() : number(shape) * shape.parameters(),
        FLOAT * shape.trainable(),
        own * (8 * width + 2 * inner),
        others * (6 * width + inner),
        shape.inside() ? others * (2 * width + inner) : 0,
        factors * width,
        shape.keeps().contains(Kept.SCALED) ? depth * (2 * width + inner) : 0,
        width + inner,
        shape.checkpointing() ? shape.kept() * width : 0,
        depth * scores,
        scores,
        half * wholly * FLOAT * shape.trainable(),
        shape.keeps().contains(Kept.ROUNDED) ? FLOAT * shape.linear() : 0,
        shape.keeps().contains(Kept.ROUNDED) ? depth * (2 * width + inner) : 0,
        shape.keeps().contains(Kept.WATCHED) ? FLOAT * shape.trainable() : 0,
        shape.quantized() ? depth * width : 0,
        // An update has copies of the tensor at hand, and the embeddings are the largest one.
        shape.trainable() >= shape.parameters() ? FLOAT * (shape.parameters() - shape.linear()) : 0
      };
    }
  },

  /**
   * Reading vectors off an encoder that is not trained, for a head, prompts or demonstrations,
   * before it is brought into its format.
   */
  ENCODING {
    @Override
    double[] terms(MemoryShape shape) {
      return forward(shape, false);
    }
  },

  /** Answering with the deployed model. */
  ANSWERING {
    @Override
    double[] terms(MemoryShape shape) {
      return forward(shape, true);
    }
  };

  private static final double CONSTANT = 1 << 28;
  private static final double FLOAT = 4;

  /** Returns the bytes that each term has as the sizes suggest. */
  abstract double[] terms(MemoryShape shape);

  /** Returns in which phase a trial's own peak lies, unless it lies in answering. */
  static MemoryPhase before(MemoryShape shape) {
    return shape.kept() > 0 ? TRAINING : ENCODING;
  }

  private static double[] forward(MemoryShape shape, boolean deployed) {
    double token = FLOAT * shape.answered() * shape.length();
    double half = shape.half() ? 1 : 0;
    double coded = deployed && shape.coded() ? 1 : 0;
    double dynamic = deployed && shape.dynamic() ? 1 : 0;
    double activations = token * (6.0 * shape.hidden() + 2.0 * shape.intermediate());
    return new double[] {
      CONSTANT,
      FLOAT * shape.parameters(),
      deployed ? shape.deployed() : number(shape) * shape.parameters(),
      half * shape.parameters(),
      coded * shape.linear(),
      coded * FLOAT * shape.hidden() * shape.intermediate(),
      (1 - half) * activations,
      half * activations,
      dynamic * activations,
      dynamic * CONSTANT,
      token * shape.heads() * shape.length(),
      shape.kept() > 0 ? FLOAT * shape.trainable() : 0
    };
  }

  private static double number(MemoryShape shape) {
    return shape.half() ? 2 : FLOAT;
  }
}
