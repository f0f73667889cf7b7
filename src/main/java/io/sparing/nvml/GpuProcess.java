package io.sparing.nvml;

import java.util.OptionalLong;

/**
 * A process that computes on a GPU.
 *
 * @param id that the driver knows it by, which in a container may be another than the process sees
 * @param bytes that it holds; empty where the driver does not say
 */
public record GpuProcess(long id, OptionalLong bytes) {}
