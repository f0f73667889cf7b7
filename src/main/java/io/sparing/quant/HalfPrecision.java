package io.sparing.quant;

import io.sparing.script.DataType;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.Map;

/**
 * Every floating tensor in 16 bits, in training too: frozen tensors are held in 16 bits, what is
 * trained stays fp32 and is rounded each time it is used (Micikevicius et al., 2017,
 * arXiv:1710.03740).
 */
public final class HalfPrecision implements NumberFormat {

  private final String name;
  private final String description;
  private final DataType type;
  private final FormatCost cost;

  private HalfPrecision(String name, String description, DataType type, double speed) {
    this.name = name;
    this.description = description;
    this.type = type;
    this.cost = new FormatCost(2, 2, speed, speed);
  }

  /**
   * Returns brain floats: fp32's range with 8 bits of precision (Kalamkar et al., 2019,
   * arXiv:1905.12322).
   */
  public static HalfPrecision bf16() {
    return new HalfPrecision(
        "bf16", "16-bit brain floats, in training too (fp32 masters)", DataType.BFLOAT16, 1);
  }

  /** Returns IEEE half precision: 11 bits of precision, from 6e-8 to 65504. */
  public static HalfPrecision fp16() {
    return new HalfPrecision(
        "fp16", "16-bit IEEE floats, in training too (fp32 masters)", DataType.FLOAT16, 0.25);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public FormatCost cost() {
    return cost;
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model.frozen().map((path, module) -> rounded(module));
  }

  @Override
  public ScriptModule training(ScriptModule model) {
    return model.map((path, module) -> rounding(rounded(module)));
  }

  @Override
  public boolean scalesLoss() {
    return type == DataType.FLOAT16;
  }

  private ScriptModule rounded(ScriptModule module) {
    ScriptModule changed = module;
    for (Map.Entry<String, TensorData> buffer : module.buffers().entrySet()) {
      if (buffer.getValue().type().floating()) {
        changed = changed.withBuffer(buffer.getKey(), buffer.getValue().to(type));
      }
    }
    return changed;
  }

  private ScriptModule rounding(ScriptModule module) {
    List<String> methods =
        module.methods().stream()
            .map(method -> Casts.ofParameters(method, module.parameters().keySet(), type))
            .toList();
    return module.as(module.name(), methods.toArray(new String[0]));
  }
}
