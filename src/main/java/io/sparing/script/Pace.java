package io.sparing.script;

/** Stands between native calls, where a process can wait for others. */
public interface Pace {

  /** Never waits. */
  Pace NONE =
      new Pace() {
        @Override
        public long beforeCall() {
          return 0;
        }

        @Override
        public void worked(long nanos) {
          // Nobody asks.
        }
      };

  /**
   * Called before a native call; may wait.
   *
   * @return nanoseconds waited
   */
  long beforeCall();

  /** Called with the nanoseconds in which calls have kept the device busy. */
  void worked(long nanos);
}
