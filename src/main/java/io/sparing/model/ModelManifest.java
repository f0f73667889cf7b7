package io.sparing.model;

/**
 * What is known of a model before its weights are read.
 *
 * @param name as written in sweep files
 * @param description one line
 * @param architecture family, {@code bert}
 * @param artefact Maven coordinates of the artefact that holds the files
 * @param weights resource name of the ONNX file
 * @param tokenizer resource name of {@code tokenizer.json}
 * @param licence SPDX identifier
 * @param parameters numbers in the encoder
 * @param layers encoder layers
 * @param hidden width
 * @param heads attention heads
 * @param intermediate width of the feed-forward layers
 * @param maxLength longest text in tokens
 * @param pooling how token vectors become one, {@code mean} or {@code cls}
 * @param textPrefix put before every text, as the model was trained
 * @param huggingFace name on the Hugging Face hub of the model that the file was made of
 */
public record ModelManifest(
    String name,
    String description,
    String architecture,
    String artefact,
    String weights,
    String tokenizer,
    String licence,
    long parameters,
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int maxLength,
    String pooling,
    String textPrefix,
    String huggingFace) {}
