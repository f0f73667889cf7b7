package io.sparing.quant;

import io.sparing.script.ScriptModule;

/** A format of deployed weights: a function on a module tree that replaces its linear layers. */
public interface NumberFormat {

  /** The name in sweep files and tables. */
  String name();

  /** One line for help texts. */
  String description();

  /** The tree with its linear layers in this format. */
  ScriptModule apply(ScriptModule model);
}
