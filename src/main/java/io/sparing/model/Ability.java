package io.sparing.model;

/** What a model of a family can be asked for. */
public enum Ability {
  /** One vector a text. */
  EMBED,
  /** Answers of a head on that vector. */
  CLASSIFY,
  /** Text, token by token. */
  GENERATE
}
