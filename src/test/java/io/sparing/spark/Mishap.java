package io.sparing.spark;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.OwnerLock;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What can happen to the folder of a sweep while no driver runs. */
enum Mishap {
  NOTHING {
    @Override
    void happen(Path folder, Random random) {}
  },
  /** As a copy tool or a clock that jumps leaves them. */
  OTHER_TIMES {
    @Override
    void happen(Path folder, Random random) throws IOException {
      for (Path file : segments(folder)) {
        Files.setLastModifiedTime(
            file, FileTime.from(Instant.EPOCH.plusSeconds(random.nextInt(Integer.MAX_VALUE))));
      }
    }
  },
  SEGMENT_DELETED {
    @Override
    void happen(Path folder, Random random) throws IOException {
      Files.delete(any(folder, random));
    }
  },
  SEGMENT_CUT {
    @Override
    void happen(Path folder, Random random) throws IOException {
      Path file = any(folder, random);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
    }
  },
  SEGMENT_COPIED {
    @Override
    void happen(Path folder, Random random) throws IOException {
      Path file = any(folder, random);
      for (String table : List.of("trials", "curves")) {
        Path from = folder.resolve(table).resolve(file.getFileName().toString());
        if (Files.exists(from)) {
          Files.copy(from, from.resolveSibling("copy-" + random.nextInt(100) + ".parquet"));
        }
      }
    }
  },
  FOREIGN_FILE {
    @Override
    void happen(Path folder, Random random) throws IOException {
      Path table = folder.resolve(random.nextBoolean() ? "trials" : "curves");
      Files.writeString(table.resolve("a-foreign.parquet"), "not ours");
    }
  },
  LOCK_DELETED {
    @Override
    void happen(Path folder, Random random) throws IOException {
      Files.deleteIfExists(folder.resolve(OwnerLock.FILE));
    }
  },
  LEDGER_TORN {
    @Override
    void happen(Path folder, Random random) throws IOException {
      String part =
          "{\"trial_id\":\"0123456789abcdef\",\"status\":\"OK\"".substring(random.nextInt(40));
      Files.writeString(folder.resolve(Ledger.FILE), part, StandardOpenOption.APPEND);
    }
  };

  abstract void happen(Path folder, Random random) throws IOException;

  /** Does it, where the folder is far enough for it. */
  static void strike(Path folder, Random random) throws IOException {
    Mishap mishap = values()[random.nextInt(values().length)];
    if (mishap == LEDGER_TORN
        ? Files.exists(folder.resolve(Ledger.FILE))
        : !segments(folder).isEmpty()) {
      mishap.happen(folder, random);
    }
  }

  /** Cuts the last line of a file as a crash does before it reached the disk. */
  static void tear(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = bytes.length - 1;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    Files.write(file, Arrays.copyOf(bytes, start + random.nextInt(bytes.length - start + 1)));
  }

  /** Copies a sweep's folder, as a whole. */
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static List<Path> segments(Path folder) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (String table : List.of("trials", "curves")) {
      if (Files.isDirectory(folder.resolve(table))) {
        try (Stream<Path> inside = Files.list(folder.resolve(table))) {
          inside.sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  private static Path any(Path folder, Random random) throws IOException {
    List<Path> files = segments(folder);
    return files.get(random.nextInt(files.size()));
  }
}
