package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what keeps and takes up the state of a training script, as TorchScript: {@code
 * state(place)} gives one of its tensors, {@code restore(values)} takes all of them. They are, in
 * this order, the trained parameters, the buffers of the script and of modules that adjust
 * themselves, the lengths of their lists of tensors, their whole numbers, and then the lists'
 * tensors. Other tensors of the tree never change.
 */
final class StateSource {

  private static final String STATE =
      """
      def state(self, place: Tensor) -> Tensor:
        all = self.kept()
        return all[int(torch.item(place))]
      """;

  private static final String STATES =
      """
      def states(self) -> Tensor:
        return torch.tensor(torch.len(self.kept()))
      """;

  private static final List<String> SORTED = List.of("p0", "m0", "v0", "p1", "m1", "v1");

  /** What is computed anew from the rest, or empty between two steps. */
  private static final List<String> DERIVED = List.of("gathered", "copies", "copied", "wide");

  private final List<String> tensors = new ArrayList<>();
  private final List<String> lists = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();

  private StateSource(ScriptModule script, List<String> parameters) {
    parameters.stream().map(Paths::expression).forEach(tensors::add);
    for (Map.Entry<String, ScriptModule> entry : script.allModules().entrySet()) {
      if (entry.getKey().isEmpty() || entry.getValue().defines("adjust")) {
        add(entry.getKey(), entry.getValue());
      }
    }
  }

  private void add(String path, ScriptModule module) {
    String prefix = path.isEmpty() ? "" : path + ".";
    module.buffers().keySet().forEach(key -> tensors.add(Paths.expression(prefix + key)));
    module
        .attributes()
        .forEach(
            (key, attribute) -> {
              String expression = Paths.expression(prefix + key);
              if (attribute.type().equals("int")) {
                numbers.add(expression);
              } else if (attribute.equals(Attribute.tensors())
                  && !(path.isEmpty() && (SORTED.contains(key) || DERIVED.contains(key)))) {
                lists.add(expression);
              }
            });
  }

  /**
   * Adds the methods to a whole training script.
   *
   * @param parameters paths of what is trained
   */
  static ScriptModule addTo(ScriptModule script, List<String> parameters) {
    StateSource source = new StateSource(script, parameters);
    return script.with(STATE, STATES, source.kept(), source.restore());
  }

  private String kept() {
    StringBuilder source = new StringBuilder("def kept(self) -> List[Tensor]:\n");
    Stream<String> own = tensors.stream();
    source.append(
        "  all = annotate(List[Tensor], [%s])\n".formatted(String.join(", ", own.toList())));
    source.append(
        "  torch.append(all, torch.tensor(annotate(List[int], [%s])))\n"
            .formatted(String.join(", ", lists.stream().map("torch.len(%s)"::formatted).toList())));
    source.append(
        "  torch.append(all, torch.tensor(annotate(List[int], [%s])))\n"
            .formatted(String.join(", ", numbers)));
    for (String list : lists) {
      source.append(
          "  for i in range(torch.len(%1$s)):\n    torch.append(all, %1$s[i])\n".formatted(list));
    }
    return source.append("  return all\n").toString();
  }

  private String restore() {
    StringBuilder source =
        new StringBuilder(
            """
            def restore(self, values: List[Tensor]) -> Tensor:
              torch.set_grad_enabled(False)
            """);
    for (int i = 0; i < tensors.size(); i++) {
      source.append("  torch.copy_(%s, values[%d])\n".formatted(tensors.get(i), i));
    }
    source.append("  next = %d\n".formatted(tensors.size() + 2));
    for (int i = 0; i < lists.size(); i++) {
      source.append(
          """
            torch.clear(%1$s)
            for i in range(%2$s):
              torch.append(%1$s, torch.clone(values[torch.add(next, i)]))
            next = torch.add(next, %2$s)
          """
              .formatted(lists.get(i), number(tensors.size(), i)));
    }
    for (int i = 0; i < numbers.size(); i++) {
      source.append("  %s = %s\n".formatted(numbers.get(i), number(tensors.size() + 1, i)));
    }
    SORTED.forEach(list -> source.append("  torch.clear(self.%s)\n".formatted(list)));
    return source
        .append(
            "  self.follow()\n  self.refresh()\n  return values[%d]\n".formatted(tensors.size()))
        .toString();
  }

  private static String number(int tensor, int place) {
    return "int(torch.item(torch.select(values[%d], 0, %d)))".formatted(tensor, place);
  }
}
