package io.sparing.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MemberTest {

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoHasTheTurnIsAlone() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    Callable<Integer> trial =
        () -> {
          int crowded = 0;
          try (Member member = join()) {
            for (int step = 1; step <= 60; step++) {
              member.pauseIfAsked();
              working.incrementAndGet();
              Thread.sleep(1);
              working.decrementAndGet();
              if (step % 15 == 0) {
                try (Turn turn = member.takeTurn().orElseThrow()) {
                  for (int look = 0; look < 5; look++) {
                    Thread.sleep(1);
                    crowded += working.get();
                  }
                  assertThat(turn.goesOn()).isTrue();
                  turns.incrementAndGet();
                }
              }
            }
          }
          return crowded;
        };

    for (Future<Integer> end : threads.invokeAll(List.of(trial, trial, trial, trial))) {
      assertThat(end.get()).isZero();
    }
    assertThat(turns).hasValue(16);
  }

  @Test
  void turnsAreTakenInTheOrderInWhichTheyWereAskedFor() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Member first = join();
    Member second = join();
    Member third = join();
    Future<?> secondEnds = threads.submit(() -> turn(second, "second", order));
    Thread.sleep(100); // it has the turn, and waits until the others pause
    Future<?> thirdEnds = threads.submit(() -> turn(third, "third", order));
    Thread.sleep(100);
    turn(first, "first", order);
    secondEnds.get();
    thirdEnds.get();
    assertThat(order).containsExactly("second", "third", "first");
  }

  /** Takes a turn and leaves. */
  private static void turn(Member member, String name, List<String> order) {
    try (member;
        Turn turn = member.takeTurn().orElseThrow()) {
      assertThat(turn.goesOn()).isTrue();
      order.add(name);
    }
  }

  @Test
  void oneThatIsKilledInItsTurnLosesIt() throws Exception {
    try (MemberProcess holder = MemberProcess.start(folder)) {
      assertThat(holder.ask("take")).isEqualTo("taken");
      holder.signal("KILL");
      try (Member other = join()) {
        assertThat(other.pauseIfAsked()).isBetween(1L, 10_000_000_000L);
        assertThat(other.others()).isZero();
        assertThat(other.takeTurn()).isPresent();
      }
    }
  }

  @Test
  void oneThatIsStoppedInItsTurnLosesItAndLearnsOfIt() throws Exception {
    try (MemberProcess holder = MemberProcess.start(folder);
        Member other = join()) {
      Future<Long> waited = threads.submit(() -> pausedOnce(other));
      assertThat(holder.ask("take")).isEqualTo("taken");
      holder.signal("STOP");
      assertThat(waited.get()).isPositive();
      try (Turn turn = other.takeTurn().orElseThrow()) {
        assertThat(turn.goesOn()).isTrue();
      }
      holder.signal("CONT");
      assertThat(holder.ask("goes on")).isEqualTo("false");
      Future<?> unused = threads.submit(() -> pausedOnce(other));
      assertThat(holder.ask("take")).isEqualTo("taken");
    }
  }

  /** Works until it was paused once. */
  private static long pausedOnce(Member member) {
    for (long waited = member.pauseIfAsked(); ; waited = member.pauseIfAsked()) {
      if (waited > 0) {
        return waited;
      }
      Patience.untilNextLook();
    }
  }

  @Test
  void oneThatWasStoppedForLongTakesAnotherSeat() throws Exception {
    try (MemberProcess stopped = MemberProcess.start(folder)) {
      stopped.signal("STOP");
      Thread.sleep(MemberProcess.PATIENCE.seat().plusMillis(200).toMillis());
      try (Member first = join()) {
        assertThat(first.others()).isZero();
        stopped.signal("CONT");
        assertThat(stopped.ask("work")).isEqualTo("worked");
        Thread.sleep(2 * Patience.BEAT.toMillis());
        assertThat(first.others()).isOne();
      }
    }
  }

  @Test
  void processesOfOneMachineWorkInTurns() throws Exception {
    try (MemberProcess one = MemberProcess.start(folder);
        MemberProcess two = MemberProcess.start(folder)) {
      two.tell("work");
      assertThat(one.ask("take")).isEqualTo("taken");
      two.tell("work");
      two.tell("work");
      assertThat(one.ask("goes on")).isEqualTo("true");
      assertThat(one.ask("end")).isEqualTo("ended");
      two.expect("worked");
      two.expect("worked");
      two.expect("worked");
    }
  }

  @Test
  void othersThatDoNotPauseAreNotWaitedForWithoutEnd() throws Exception {
    Patience hasty =
        new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofMillis(50));
    try (Member busy = join();
        Member other = Member.join(folder, "host", hasty)) {
      assertThat(other.takeTurn()).isEmpty();
      assertThat(busy.pauseIfAsked()).isZero();
    }
  }

  @Test
  void aTurnThatTakesTooLongIsOver() throws Exception {
    Patience hasty =
        new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofMillis(50),
            Duration.ofSeconds(5));
    try (Member holder = join();
        Turn turn = holder.takeTurn().orElseThrow();
        Member other = Member.join(folder, "host", hasty)) {
      assertThat(other.pauseIfAsked()).isPositive();
      assertThat(turn.goesOn()).isFalse();
    }
  }

  @Test
  void companyIsTheMeanOfTheOthersThatWorked() throws Exception {
    try (Member member = join()) {
      Company company = member.observe();
      Thread.sleep(400);
      assertThat(company.mean()).isZero();
      try (Member other = join()) {
        Thread.sleep(400);
        assertThat(company.mean()).isCloseTo(0.5, within(0.35));
        assertThat(member.observe().mean()).isOne();
        assertThat(other.others()).isOne();
      }
    }
  }

  @Test
  void busyTimesAddUpAlsoThoseOfMembersThatLeft() throws Exception {
    try (Member member = join()) {
      member.busy(30);
      try (Member other = join()) {
        other.busy(12);
        other.busy(100);
        assertThat(other.busyNanos()).isEqualTo(112);
      }
      assertThat(member.busyNanos()).isEqualTo(30);
      assertThat(member.busyOfAllNanos()).isEqualTo(142);
    }
  }

  @Test
  void devicesHaveTheirOwnCompany() throws Exception {
    try (Member host = join();
        Member device = Member.join(folder, "gpu-0");
        Turn turn = device.takeTurn().orElseThrow()) {
      assertThat(turn.goesOn()).isTrue();
      assertThat(host.others()).isZero();
      assertThat(host.pauseIfAsked()).isZero();
    }
  }

  @Test
  void aFullTableTakesNobodyElse() throws Exception {
    CompanyTable table = TableFile.open(folder, "host");
    Seats seats = new Seats(table, 7, Patience.USUAL);
    for (int seat = 0; seat < CompanyTable.SEATS; seat++) {
      assertThat(seats.take()).isEqualTo(seat);
    }
    assertThatThrownBy(this::join)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("all 255 seats are taken");
  }

  @Test
  void aDamagedFileOrOneOfAnotherVersionIsRefused() throws Exception {
    Files.write(folder.resolve("short"), new byte[100]);
    Files.write(folder.resolve("other"), new byte[CompanyTable.BYTES]);
    for (String device : List.of("short", "other")) {
      assertThatThrownBy(() -> Member.join(folder, device))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged or of another version")
          .hasMessageContaining(folder.resolve(device).toString());
    }
  }

  @Test
  void garbageInATableHoldsNobodyUp() throws Exception {
    CompanyTable table = TableFile.open(folder, "host");
    table.passTurn(0, 12345);
    for (int seat = 0; seat < CompanyTable.SEATS; seat++) {
      table.set(seat, CompanyTable.Word.TOKEN, 99);
      table.set(seat, CompanyTable.Word.BEAT, Long.MAX_VALUE / 2);
      table.set(seat, CompanyTable.Word.WAITING, 1);
    }
    try (Member member = join()) {
      assertThat(member.others()).isZero();
      assertThat(member.pauseIfAsked()).isPositive();
      assertThat(member.takeTurn()).isPresent();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Member.join(file.resolve("below"), "host"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Member.join(folder, "../host"))
        .hasMessageContaining("Invalid device: ../host");
  }

  @Test
  void allUsersShareTheTables() throws Exception {
    Path made = folder.resolve("made");
    Member.join(made, "host").close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwxrwxrwx");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("host"))))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void theFolderIsWhatTheEnvironmentNames() {
    assertThat(CompanyFolder.of(Map.of("SPARING_COMPANY", "/a/b"))).isEqualTo(Path.of("/a/b"));
    assertThat(CompanyFolder.of(Map.of()).toString()).contains("sparing");
  }

  private Member join() throws IOException {
    return Member.join(folder, "host", MemberProcess.PATIENCE);
  }
}
