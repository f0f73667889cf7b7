/**
 * What the NVIDIA driver says of GPUs: names, memory, energy. It is asked through its management
 * library NVML, which comes with the driver and needs no CUDA. Depends on nothing.
 */
package io.sparing.nvml;
