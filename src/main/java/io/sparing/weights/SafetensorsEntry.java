package io.sparing.weights;

import io.sparing.script.DataType;

/**
 * What a safetensors header says about a tensor.
 *
 * @param begin first byte, counted from the end of the header; not negative
 * @param end the byte after the last
 */
record SafetensorsEntry(String name, DataType type, long[] shape, long begin, long end) {}
