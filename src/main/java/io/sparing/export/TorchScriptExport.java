package io.sparing.export;

import ai.djl.Device;
import io.sparing.script.LoadedScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The deployed classifier in its number format as {@code model.pt}, for {@code torch.jit.load}. Its
 * {@code forward(ids, types, mask)} takes int64 arrays [rows, length] and gives logits [rows,
 * classes].
 */
final class TorchScriptExport implements ExportFormat {

  @Override
  public String name() {
    return "torchscript";
  }

  @Override
  public String description() {
    return "model.pt, the deployed model in its number format, for torch.jit.load";
  }

  @Override
  public Optional<String> refusal(FinishedModel model) {
    return Optional.empty();
  }

  @Override
  public void write(FinishedModel model, Path folder) throws IOException {
    try (LoadedScript script = LoadedScript.load(model.deployed(), Device.cpu())) {
      script.save(folder.resolve("model.pt"));
    }
  }
}
