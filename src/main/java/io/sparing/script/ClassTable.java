package io.sparing.script;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The classes of a tree: modules that differ only in the values of their tensors share a class, all
 * others get names of their own ({@code Linear}, {@code Linear_1}, …).
 */
final class ClassTable {

  private static final Pattern SELF = Pattern.compile("(?m)^(\\s*def \\w+\\(self)\\b");

  private final Map<String, String> nameBySource = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final IdentityHashMap<ScriptModule, String> nameByModule = new IdentityHashMap<>();
  private final StringBuilder source = new StringBuilder();

  ClassTable(ScriptModule root) {
    add(root);
  }

  /** Returns the class name of a module of the tree. */
  String name(ScriptModule module) {
    return nameByModule.get(module);
  }

  /** Returns the source of all classes, submodules' before those that hold them. */
  String source() {
    return source.toString();
  }

  private void add(ScriptModule module) {
    if (nameByModule.containsKey(module)) {
      return;
    }
    module.children().values().forEach(this::add);
    String body = body(module);
    String name = nameBySource.get(module.name() + body);
    if (name == null) {
      int use = uses.merge(module.name(), 1, Integer::sum) - 1;
      name = use == 0 ? module.name() : module.name() + "_" + use;
      nameBySource.put(module.name() + body, name);
      source.append("class ").append(name).append("(Module):\n");
      source.append(SELF.matcher(body).replaceAll("$1: __torch__." + name));
    }
    nameByModule.put(module, name);
  }

  private String body(ScriptModule module) {
    StringBuilder body = new StringBuilder();
    body.append("  __parameters__ = [").append(keys(module.parameters())).append("]\n");
    body.append("  __buffers__ = [").append(keys(module.buffers())).append("]\n");
    module.parameters().keySet().forEach(key -> declare(body, key, "Tensor"));
    module.buffers().keySet().forEach(key -> declare(body, key, "Tensor"));
    declare(body, "training", "bool");
    module.attributes().forEach((key, attribute) -> declare(body, key, attribute.type()));
    module.children().forEach((key, child) -> declare(body, key, "__torch__." + name(child)));
    for (String method : module.methods()) {
      body.append(method.strip().indent(2));
    }
    return body.toString();
  }

  private static void declare(StringBuilder body, String key, String type) {
    if (Character.isDigit(key.charAt(0))) {
      body.append("  __annotations__[\"").append(key).append("\"] = ").append(type).append('\n');
    } else {
      body.append("  ").append(key).append(" : ").append(type).append('\n');
    }
  }

  private static String keys(Map<String, ?> map) {
    return map.keySet().stream().map(key -> '"' + key + "\", ").collect(Collectors.joining());
  }
}
