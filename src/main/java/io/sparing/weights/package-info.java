/**
 * Readers of weight files: safetensors, ONNX and GGUF. Files are mapped, and tensors are views of
 * them wherever the format allows. Nothing in a file is trusted: what breaks a rule of its format
 * is refused with a {@link io.sparing.weights.MalformedWeightsException} that names the file, the
 * tensor and the {@link io.sparing.weights.Rule}. Pickle is never read.
 */
package io.sparing.weights;
