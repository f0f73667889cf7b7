package io.sparing.export;

import io.sparing.model.ModelManifest;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What exports are made from: the model that a trial leaves.
 *
 * @param title for people, such as {@code minilm-l6 · lora r=8 · int8}
 * @param manifest of the model that was adapted
 * @param labels the classes' names, in the order of the logits
 * @param trained the classifier as it was trained, adapters not merged
 * @param lane the trial's place in {@code trained}
 * @param merged this lane as deployed, before its number format
 * @param deployed the same in its number format
 * @param numberFormat name of that format
 * @param quantizationConfig how transformers holds a base model in that format, as one writes it in
 *     Python; empty if it cannot
 * @param tokenizer opens the model's {@code tokenizer.json}
 */
public record FinishedModel(
    String title,
    ModelManifest manifest,
    List<String> labels,
    ScriptModule trained,
    int lane,
    ScriptModule merged,
    ScriptModule deployed,
    String numberFormat,
    Optional<String> quantizationConfig,
    Source tokenizer) {

  /** Opens a file's content. */
  @FunctionalInterface
  public interface Source {

    /**
     * Returns a new stream over the content.
     *
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;
  }

  /** Copies the labels. */
  public FinishedModel {
    labels = List.copyOf(labels);
  }
}
