package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyShareTest {

  private final SimulatedDevice device = new SimulatedDevice();

  @Test
  void aTrialThatKeepsTheDeviceBusyAloneHasAll() throws Exception {
    SimulatedDevice.Member member = device.join(20, 0, 10_000);
    device.pass(10_000);
    assertThat(member.joules()).isCloseTo(device.joules(), withPercentage(1));
  }

  @Test
  void twoThatWorkAlikeHaveHalfEach() throws Exception {
    SimulatedDevice.Member first = device.join(20, 0, 10_000);
    SimulatedDevice.Member second = device.join(25, 0, 10_000);
    device.pass(10_000);
    assertThat(first.joules()).isCloseTo(device.joules() / 2, withPercentage(2));
    assertThat(second.joules()).isCloseTo(device.joules() / 2, withPercentage(2));
  }

  @Test
  void whatIsTakenBeforeWorkBeginsIsNobodys() throws Exception {
    device.pass(60_000);
    SimulatedDevice.Member member = device.join(20, 0, 5_000);
    device.pass(5_000);
    assertThat(member.joules()).isCloseTo(3_000, withPercentage(1));
  }

  @Test
  void whatIsTakenBetweenPiecesFarApartIsNobodys() throws Exception {
    SimulatedDevice.Member member = device.join(2_000, 18_000, 100_000);
    device.pass(100_000);
    assertThat(member.joules()).isCloseTo(5 * 1_200, withPercentage(3));
  }

  @Test
  void shortPausesBelongToTheTrialThatMakesThem() throws Exception {
    SimulatedDevice.Member member = device.join(80, 20, 10_000);
    device.pass(10_000);
    assertThat(member.joules()).isCloseTo(device.joules(), withPercentage(1));
  }

  @Test
  void piecesLongerThanAWindowCount() throws Exception {
    SimulatedDevice.Member member = device.join(5_000, 0, 20_000);
    device.pass(20_000);
    assertThat(member.joules()).isCloseTo(device.joules(), withPercentage(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatTrialsHaveAndWhatIsIdleIsTheCounter(long seed) throws Exception {
    Random random = new Random(seed);
    for (int trial = 0; trial < 24; trial++) {
      device.join(5 + random.nextInt(300), random.nextInt(60), 5_000 + random.nextInt(20_000));
      device.pass(random.nextInt(trial == 12 ? 60_000 : 4_000));
    }
    device.pass(30_000);
    assertThat(device.apportioned() + device.idle()).isCloseTo(device.joules(), withPercentage(5));
  }

  @Test
  void whereNobodyCountsBusyTimeAllIsTheTrials() throws Exception {
    EnergyShare share =
        new EnergyShare(device, Optional.empty(), new AtomicLong()::incrementAndGet);
    device.pass(1_000);
    assertThat(share.mark().joules()).isCloseTo(device.joules(), within(1e-9));
  }
}
