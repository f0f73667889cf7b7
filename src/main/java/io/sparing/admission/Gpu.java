package io.sparing.admission;

/**
 * A GPU of this machine.
 *
 * @param uuid its name for ever, such as {@code GPU-2d23…}
 * @param totalBytes its memory
 * @param freeBytes what of it nobody uses
 */
public record Gpu(String uuid, long totalBytes, long freeBytes) {}
