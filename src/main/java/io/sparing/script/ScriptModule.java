package io.sparing.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A node of a module tree: what {@code torch.nn.Module} is in Python, as an immutable value.
 * Parameters are trained; buffers are frozen and need no gradient, in any type. Methods are
 * TorchScript source whose first argument is plain {@code self}; the archive writer gives it its
 * type.
 *
 * @param name class name; the writer makes distinct compositions distinct classes
 * @param parameters trainable tensors by attribute name
 * @param buffers frozen tensors by attribute name
 * @param attributes other typed attributes by name
 * @param children submodules by attribute name, which may be digits as in a {@code ModuleList}
 * @param methods TorchScript sources, each one {@code def}
 */
public record ScriptModule(
    String name,
    Map<String, TensorData> parameters,
    Map<String, TensorData> buffers,
    Map<String, Attribute> attributes,
    Map<String, ScriptModule> children,
    List<String> methods) {

  /** Copies the maps, keeping their order. */
  public ScriptModule {
    parameters = copy(parameters);
    buffers = copy(buffers);
    attributes = copy(attributes);
    children = copy(children);
    methods = List.copyOf(methods);
  }

  /** Returns a module with nothing in it but its methods. */
  public static ScriptModule of(String name, String... methods) {
    return new ScriptModule(name, Map.of(), Map.of(), Map.of(), Map.of(), List.of(methods));
  }

  /** Returns a copy with a trainable tensor set; a buffer of that name is removed. */
  public ScriptModule withParameter(String key, TensorData value) {
    return new ScriptModule(
        name, with(parameters, key, value), without(buffers, key), attributes, children, methods);
  }

  /** Returns a copy with a frozen tensor set; a parameter of that name is removed. */
  public ScriptModule withBuffer(String key, TensorData value) {
    return new ScriptModule(
        name, without(parameters, key), with(buffers, key, value), attributes, children, methods);
  }

  /** Returns a copy with an attribute set. */
  public ScriptModule withAttribute(String key, Attribute value) {
    return new ScriptModule(
        name, parameters, buffers, with(attributes, key, value), children, methods);
  }

  /** Returns a copy without the attribute of that name. */
  public ScriptModule withoutAttribute(String key) {
    return new ScriptModule(name, parameters, buffers, without(attributes, key), children, methods);
  }

  /** Returns a copy with a submodule set, in place of one of that name if there is one. */
  public ScriptModule withChild(String key, ScriptModule child) {
    return new ScriptModule(
        name, parameters, buffers, attributes, with(children, key, child), methods);
  }

  /** Returns a copy without the submodule of that name. */
  public ScriptModule withoutChild(String key) {
    return new ScriptModule(name, parameters, buffers, attributes, without(children, key), methods);
  }

  /** Returns a copy of the same content as another class with other methods. */
  public ScriptModule as(String newName, String... newMethods) {
    return new ScriptModule(
        newName, parameters, buffers, attributes, children, List.of(newMethods));
  }

  /** Returns a copy with further methods. */
  public ScriptModule with(String... more) {
    List<String> all = new ArrayList<>(methods);
    all.addAll(List.of(more));
    return new ScriptModule(name, parameters, buffers, attributes, children, all);
  }

  /** Returns a copy without the methods of these names. */
  public ScriptModule without(String... names) {
    List<String> kept =
        methods.stream()
            .filter(source -> Stream.of(names).noneMatch(name -> isNamed(source, name)))
            .toList();
    return new ScriptModule(name, parameters, buffers, attributes, children, kept);
  }

  /** Returns whether one of its own methods has that name. */
  public boolean defines(String method) {
    return methods.stream().anyMatch(source -> isNamed(source, method));
  }

  private static boolean isNamed(String source, String method) {
    return source.strip().startsWith("def " + method + "(");
  }

  /**
   * Returns the tensor of that name, trainable or frozen.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorData tensor(String key) {
    TensorData value = parameters.getOrDefault(key, buffers.get(key));
    if (value == null) {
      throw new IllegalArgumentException("Unknown tensor: %s in %s".formatted(key, name));
    }
    return value;
  }

  /**
   * Returns the submodule at a dotted path; the empty path is this module.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ScriptModule at(String path) {
    ScriptModule module = this;
    for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
      ScriptModule child = module.children.get(key);
      if (child == null) {
        throw new IllegalArgumentException(
            "Unknown submodule: %s of %s in %s; it has %s"
                .formatted(key, path, module.name, module.children.keySet()));
      }
      module = child;
    }
    return module;
  }

  /** Returns a copy with the submodule at a dotted path replaced. */
  public ScriptModule replace(String path, UnaryOperator<ScriptModule> change) {
    if (path.isEmpty()) {
      return change.apply(this);
    }
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    return withChild(key, at(key).replace(dot < 0 ? "" : path.substring(dot + 1), change));
  }

  /**
   * Returns a copy in which every module, the deepest first and this one last, went through a
   * function of its dotted path and itself.
   */
  public ScriptModule map(BiFunction<String, ScriptModule, ScriptModule> change) {
    return map("", change);
  }

  private ScriptModule map(String path, BiFunction<String, ScriptModule, ScriptModule> change) {
    Map<String, ScriptModule> changed = new LinkedHashMap<>();
    children.forEach((key, child) -> changed.put(key, child.map(join(path, key), change)));
    return change.apply(
        path, new ScriptModule(name, parameters, buffers, attributes, changed, methods));
  }

  /** Returns a copy in which every parameter of the tree is frozen. */
  public ScriptModule frozen() {
    return map(
        (path, module) -> {
          ScriptModule changed = module;
          for (Map.Entry<String, TensorData> entry : module.parameters.entrySet()) {
            changed = changed.withBuffer(entry.getKey(), entry.getValue());
          }
          return changed;
        });
  }

  /** Returns a copy in which every floating-point buffer of the tree is trained. */
  public ScriptModule trainable() {
    return map(
        (path, module) -> {
          ScriptModule changed = module;
          for (Map.Entry<String, TensorData> entry : module.buffers.entrySet()) {
            if (entry.getValue().type().floating()) {
              changed = changed.withParameter(entry.getKey(), entry.getValue());
            }
          }
          return changed;
        });
  }

  /** Returns every trainable tensor of the tree by dotted path, parents before children. */
  public Map<String, TensorData> allParameters() {
    Map<String, TensorData> all = new LinkedHashMap<>();
    collect("", all, false);
    return all;
  }

  /** Returns every module of the tree by dotted path, the deepest first and this one, "", last. */
  public Map<String, ScriptModule> allModules() {
    Map<String, ScriptModule> all = new LinkedHashMap<>();
    collect("", all);
    return all;
  }

  private void collect(String path, Map<String, ScriptModule> all) {
    children.forEach((key, child) -> child.collect(join(path, key), all));
    all.put(path, this);
  }

  /** Returns every tensor of the tree by dotted path, trainable or frozen. */
  public Map<String, TensorData> allTensors() {
    Map<String, TensorData> all = new LinkedHashMap<>();
    collect("", all, true);
    return all;
  }

  /**
   * Returns the bytes of all tensors of the tree, as libtorch holds them: what several modules
   * share is loaded for each.
   */
  public long weightBytes() {
    return allTensors().values().stream().mapToLong(TensorData::byteCount).sum();
  }

  /**
   * Returns a copy in which the parameters at these dotted paths have new values; the others stay.
   */
  public ScriptModule withParameters(Map<String, TensorData> values) {
    return map(
        (path, module) -> {
          ScriptModule changed = module;
          for (String key : module.parameters.keySet()) {
            TensorData value = values.get(join(path, key));
            changed = value == null ? changed : changed.withParameter(key, value);
          }
          return changed;
        });
  }

  private void collect(String path, Map<String, TensorData> all, boolean frozen) {
    parameters.forEach((key, value) -> all.put(join(path, key), value));
    if (frozen) {
      buffers.forEach((key, value) -> all.put(join(path, key), value));
    }
    children.forEach((key, child) -> child.collect(join(path, key), all, frozen));
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  private static <V> Map<String, V> without(Map<String, V> map, String key) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.remove(key);
    return copy;
  }
}
