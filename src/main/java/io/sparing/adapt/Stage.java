package io.sparing.adapt;

/** When a strategy acts. The parts of a stack act in this order. */
public enum Stage {
  /** Changes a model's tree and trains, which gives the tree that is deployed. */
  TUNING,
  /** Works out answers from descriptions or demonstrations of the classes, without training. */
  PROMPTING,
  /** Looks texts up that a model is given beside its own. */
  RETRIEVAL
}
