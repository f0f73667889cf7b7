package io.sparing.model;

/** Sizes of a model, as its family reads them from its configuration; all that estimates need. */
public interface Configuration {

  /** Layers, all stacks together. */
  int layers();

  /** Width of the layers. */
  int hidden();

  /** Width of the embeddings. */
  int embedding();

  /** Attention heads. */
  int heads();

  /** Width of the feed-forward layers. */
  int intermediate();

  /** Entries of the word table. */
  int vocabulary();

  /** Longest text in tokens. */
  int maxLength();

  /** Numbers in all weights without heads. */
  long parameters();

  /** Numbers in the matrices of all linear layers without heads. */
  long linearParameters();
}
