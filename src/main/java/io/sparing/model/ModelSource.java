package io.sparing.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where a model's files are. */
public interface ModelSource {

  /** A few words for people: coordinates, an address or a folder. */
  String description();

  /** Why the files cannot be had on this machine; empty if they can. */
  Optional<String> refusal(String model);

  /**
   * The file of the weights on this machine, made if need be.
   *
   * @param model its name, for messages and places
   * @throws IOException if it is not there and cannot be made; the message says what to do
   */
  Path weights(String model) throws IOException;

  /**
   * SHA-256 of the weights' file, in hexadecimal.
   *
   * @throws IOException as {@link #weights}
   */
  String sha256(String model) throws IOException;

  /**
   * Opens the tokenizer in the form of {@code tokenizer.json}.
   *
   * @throws IOException as {@link #weights}
   */
  InputStream tokenizer(String model) throws IOException;
}
