package io.sparing.adapt;

/** A kind of place in a model that has numbers of its own. */
public enum Site {
  EMBEDDINGS("the embeddings"),
  LINEAR_WEIGHTS("the linear layers' own weights"),
  LINEAR_BIASES("biases inside the linear layers"),
  NORM_WEIGHTS("the norms' weights"),
  NORM_BIASES("the norms' biases"),
  HEAD("the head");

  private final String words;

  Site(String words) {
    this.words = words;
  }

  /** Returns the name that messages use. */
  String words() {
    return words;
  }
}
