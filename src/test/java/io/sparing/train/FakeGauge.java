package io.sparing.train;

import ai.djl.engine.EngineException;

/** Memory of which a test says how much is in use. */
final class FakeGauge implements MemoryGauge {
  private static final long LIMIT = 1000;
  volatile long used;
  int released;

  @Override
  public Reading read() {
    return new Reading(used, LIMIT, used, null);
  }

  @Override
  public boolean kills() {
    return true;
  }

  @Override
  public boolean exhausted(Throwable error) {
    return error instanceof EngineException && error.getMessage().contains("out of memory");
  }

  @Override
  public void release() {
    used = 0;
    released++;
  }
}
