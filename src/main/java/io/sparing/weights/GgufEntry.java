package io.sparing.weights;

/**
 * What a GGUF header says about a tensor.
 *
 * @param shape outermost dimension first, as in PyTorch; a file lists them the other way round
 * @param offset first byte, counted from the end of the padded header
 */
record GgufEntry(String name, GgufType type, long[] shape, long offset) {}
