package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.DataType;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps a copy in 16 bits of each parameter that a model rounds whenever it uses it. Gradients are
 * taken of the copies, and all are rounded anew after a step: a few calls of the device for a whole
 * model, instead of two for each parameter. What is trained are still the fp32 parameters.
 *
 * @param model the model, which uses the copies
 * @param copies by the path of a parameter in the model, the path of its copy
 */
record RoundedCopies(ScriptModule model, Map<String, String> copies) {

  private static final String SUFFIX = "_rounded";

  private static final String[] METHODS = {
    // Copies need gradients as long as their parameters do.
    """
    def follow(self) -> None:
      if torch.eq(torch.len(self.copies), 0):
        copies = self.all_copies()
        copied = self.all_copied()
        for i in range(torch.len(copies)):
          torch.append(self.copies, copies[i])
          torch.append(self.copied, copied[i])
      for i in range(torch.len(self.copies)):
        needed = ops.prim.requires_grad(self.copied[i])
        if torch.ne(ops.prim.requires_grad(self.copies[i]), needed):
          torch.requires_grad_(self.copies[i], needed)
      return None
    """,
    // Puts fp32 gradients in the place of those in 16 bits.
    """
    def widen(self, found: List[Tensor]) -> None:
      narrow = annotate(List[Tensor], [])
      for i in range(torch.len(found)):
        if torch.ne(ops.prim.dtype(found[i]), 6):
          torch.append(narrow, found[i])
      if torch.ne(torch.len(narrow), torch.len(self.wide)):
        torch.clear(self.wide)
        for i in range(torch.len(narrow)):
          torch.append(self.wide, torch.empty_like(narrow[i], dtype=6))
      if torch.gt(torch.len(narrow), 0):
        torch._foreach_copy_(self.wide, narrow)
      next = 0
      for i in range(torch.len(found)):
        if torch.ne(ops.prim.dtype(found[i]), 6):
          torch._set_item(found, i, self.wide[next])
          next = torch.add(next, 1)
      return None
    """,
    """
    def refresh(self) -> None:
      torch._foreach_copy_(self.copies, self.copied)
      return None
    """
  };

  private static final String[] NOTHING = {
    "def follow(self) -> None:\n  return None\n",
    "def widen(self, found: List[Tensor]) -> None:\n  return None\n",
    "def refresh(self) -> None:\n  return None\n"
  };

  /** Finds what a model rounds. */
  static RoundedCopies of(ScriptModule model) {
    Map<String, String> copies = new LinkedHashMap<>();
    ScriptModule changed =
        model.map(
            (path, module) -> {
              ScriptModule result = module;
              for (String key : module.parameters().keySet()) {
                DataType type = roundedTo(module, key);
                if (type != null) {
                  result = withCopy(result, key, type);
                  String own = path.isEmpty() ? key : path + "." + key;
                  copies.put(own, own + SUFFIX);
                }
              }
              return result;
            });
    return new RoundedCopies(changed, copies);
  }

  /**
   * Returns the type to which a module rounds a parameter wherever it uses it; null if it does not.
   */
  private static DataType roundedTo(ScriptModule module, String key) {
    String source = String.join("\n", module.methods());
    long uses =
        count(source, "\\bself\\.%s\\b", key) - count(source, "torch\\.size\\(self\\.%s,", key);
    for (DataType type : List.of(DataType.FLOAT16, DataType.BFLOAT16)) {
      long casts = count(source, Pattern.quote(cast("%s", type)), key);
      if (casts > 0 && casts == uses) {
        return type;
      }
    }
    return null;
  }

  private static long count(String source, String pattern, String key) {
    return Pattern.compile(pattern.formatted(key)).matcher(source).results().count();
  }

  private static String cast(String key, DataType type) {
    return "torch.to(self.%s, %s)".formatted(key, type.code());
  }

  private static ScriptModule withCopy(ScriptModule module, String key, DataType type) {
    String[] methods =
        module.methods().stream()
            .map(method -> method.replace(cast(key, type), "self." + key + SUFFIX))
            .toArray(String[]::new);
    return module.as(module.name(), methods).withBuffer(key + SUFFIX, module.tensor(key).to(type));
  }

  /**
   * Returns the path of what gradients are taken of, for the path of a parameter; both are in the
   * wrapped tree.
   */
  String leaf(String path) {
    String prefix = TrainingScript.MODEL + ".";
    String copy = copies.get(path.substring(prefix.length()));
    return copy == null ? path : prefix + copy;
  }

  /** Adds what keeps the copies to the module around the model. */
  ScriptModule addTo(ScriptModule module) {
    if (copies.isEmpty()) {
      return module.with(NOTHING).withAttribute("wide", Attribute.tensors());
    }
    String prefix = TrainingScript.MODEL + ".";
    return module
        .with(METHODS)
        .with(
            Paths.list("all_copied", copies.keySet().stream().map(prefix::concat).toList()),
            Paths.list("all_copies", copies.values().stream().map(prefix::concat).toList()))
        .withAttribute("copies", Attribute.tensors())
        .withAttribute("copied", Attribute.tensors())
        .withAttribute("wide", Attribute.tensors());
  }
}
