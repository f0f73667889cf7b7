package io.sparing.worker;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.process.Provenances;
import io.sparing.run.TrialRunner;
import io.sparing.run.TrialWatch;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Status;
import io.sparing.trial.TrialFailure;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Does by the spec's seed what real runners do at their worst. */
public final class FakeRunner implements TrialRunner {
  /** Ends the process with code 3 and a last word. */
  public static final long HALT = 1001;

  /** Ends the process as {@link #HALT} does, after all was measured. */
  public static final long HALT_SAVING = 1014;

  /** Dies of a SIGKILL, after all was measured. */
  public static final long KILLED_SAVING = 1015;

  /** Dies of a SIGKILL unless the file that {@link #ONCE} names is there; makes it before. */
  public static final long KILLED_ONCE = 1017;

  /** Environment variable with the path of a file. */
  public static final String ONCE = "SPARING_FAKE_ONCE";

  /** Refuses what it shall prepare; runs as any other. */
  public static final long REFUSE = 1016;

  /** Never ends. */
  public static final long HANG = 1002;

  /** Fills the Java heap. */
  public static final long FILL_HEAP = 1003;

  /** Prints to the process's standard output, then works. */
  public static final long PRINT = 1004;

  /** Throws. */
  public static final long THROW = 1005;

  /** Waits for others for a second and a half. */
  public static final long WAIT = 1018;

  /** Reports progress. */
  public static final long PROGRESS = 1006;

  /** Dies of a SIGKILL. */
  public static final long KILLED = 1007;

  /** Sends a broken message. */
  public static final long BROKEN_MESSAGE = 1008;

  /** Says what libtorch says when memory runs out. */
  public static final long NATIVE_MEMORY = 1009;

  /** Diverges. */
  public static final long DIVERGE = 1010;

  /** Aborts natively. */
  public static final long ABORT = 1011;

  /** Takes 300 ms. */
  public static final long SLOW = 1012;

  /** Tells in its message whether Spark is on the class path. */
  public static final long LOOK_FOR_SPARK = 1013;

  /** For {@link WorkerMain}. */
  public FakeRunner() {}

  /** Acts as in {@link #run}, and finds as many rows cut as the seed says. */
  @Override
  public TrialResult prepare(TrialSpec spec, DoubleConsumer progress) {
    if (spec.seed() == REFUSE) {
      Instant now = Instant.now();
      return Failures.result(
          spec,
          FailureCategory.BAD_DATA,
          "Invalid rows",
          Provenances.ofThisProcess(1, "cpu", now, now));
    }
    progress.accept(1);
    String message = act(spec.seed(), progress);
    return result(spec, message, Measurements.NONE.with(Metric.ROWS_CUT, (double) spec.seed()));
  }

  /** Acts as in {@link #prepare}. */
  @Override
  public TrialResult teach(TrialSpec teacher, DoubleConsumer progress) {
    return prepare(teacher, progress);
  }

  @Override
  public TrialResult run(TrialSpec spec, TrialWatch watch) {
    Measurements measurements = Measurements.NONE.with(Metric.ACCURACY, 0.5);
    if (spec.seed() == HALT_SAVING || spec.seed() == KILLED_SAVING) {
      watch.measured(result(spec, "", measurements));
    }
    if (spec.seed() == WAIT) {
      watch.waits(true);
      sleep(1500);
      watch.waits(false);
    }
    return result(spec, act(spec.seed(), watch::progressed), measurements);
  }

  private static TrialResult result(TrialSpec spec, String message, Measurements measurements) {
    Instant now = Instant.now();
    return new TrialResult(
        spec,
        Status.OK,
        null,
        message,
        measurements,
        List.of(),
        List.of(),
        Provenances.ofThisProcess(1, "cpu", now, now));
  }

  private static String act(long seed, DoubleConsumer progress) {
    if (seed == HALT || seed == HALT_SAVING) {
      System.err.println("last words");
      Runtime.getRuntime().halt(3);
    } else if (seed == HANG) {
      progress.accept(0.5);
      sleep(600_000);
    } else if (seed == FILL_HEAP) {
      fill();
    } else if (seed == PRINT) {
      print("native chatter\nwithout a line end");
    } else if (seed == THROW) {
      throw new IllegalStateException("two\nlines");
    } else if (seed == PROGRESS) {
      for (int i = 1; i <= 3; i++) {
        sleep(250);
        progress.accept(i / 4.0);
      }
    } else if (seed == KILLED || seed == KILLED_SAVING) {
      signal("KILL");
    } else if (seed == KILLED_ONCE && made(Path.of(System.getenv(ONCE)))) {
      signal("KILL");
    } else if (seed == ABORT) {
      signal("ABRT");
    } else if (seed == BROKEN_MESSAGE) {
      print("\n@sparing {\"type\":\"resu\n");
    } else if (seed == NATIVE_MEMORY) {
      throw new IllegalStateException(
          "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate"
              + " memory: you tried to allocate 400 bytes.");
    } else if (seed == DIVERGE) {
      throw new TrialFailure(FailureCategory.DIVERGED, "The loss is not a number at step 7");
    } else if (seed == SLOW) {
      sleep(300);
    } else if (seed == LOOK_FOR_SPARK) {
      return sparkIsThere() ? "Spark is there" : "no Spark";
    }
    return "pid " + ProcessHandle.current().pid();
  }

  /** Makes a file; whether it was not there. */
  private static boolean made(Path file) {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean sparkIsThere() {
    try {
      Class.forName("org.apache.spark.SparkContext");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void fill() {
    List<long[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new long[1_000_000]);
    }
  }

  private static void signal(String name) {
    Signals.send(name, ProcessHandle.current().pid());
    sleep(10_000);
  }

  private static void print(String text) {
    try {
      // Not closed: it is the process's own standard output.
      new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
