package io.sparing.script;

import java.util.List;
import java.util.stream.Collectors;

/** Dotted paths of a module tree as TorchScript. */
public final class Paths {

  private Paths() {}

  /** A path from {@code self}; keys that are digits are reached by {@code getattr}. */
  public static String expression(String path) {
    String expression = "self";
    for (String key : path.split("\\.", -1)) {
      expression =
          Character.isDigit(key.charAt(0))
              ? "getattr(%s, \"%s\")".formatted(expression, key)
              : "(%s).%s".formatted(expression, key);
    }
    return expression;
  }

  /** A method without arguments that gives the tensors at these paths. */
  public static String list(String method, List<String> paths) {
    return "def %s(self) -> List[Tensor]:\n  return annotate(List[Tensor], [%s])\n"
        .formatted(method, paths.stream().map(Paths::expression).collect(Collectors.joining(", ")));
  }
}
