package io.sparing.admission;

import java.util.Map;
import java.util.Optional;

/**
 * The memory that a trial holds while it runs. Closing it gives the memory to those that wait.
 *
 * @param gpu on which it runs; empty on a CPU, or where the GPUs of the machine are not known
 */
public record Place(Optional<Gpu> gpu, Runnable free) implements AutoCloseable {

  /** Returns environment variables of a process that shall see its GPU only. */
  public Map<String, String> environment() {
    return gpu.map(card -> Map.of(Gpus.VISIBLE, card.uuid())).orElse(Map.of());
  }

  @Override
  public void close() {
    free.run();
  }
}
