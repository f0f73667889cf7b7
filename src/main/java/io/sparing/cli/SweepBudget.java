package io.sparing.cli;

import io.sparing.budget.Amounts;
import io.sparing.budget.Budget;
import io.sparing.budget.Funds;
import io.sparing.budget.MachineTariff;
import io.sparing.budget.Reservation;
import io.sparing.budget.Resource;
import io.sparing.ledger.Reservations;
import io.sparing.money.Prices;
import io.sparing.money.Rate;
import io.sparing.money.Rental;
import io.sparing.spark.Spending;
import io.sparing.sweep.Sweep;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What a sweep may spend on the machine that runs it, how that is counted, and what is foreseen.
 *
 * @param budget of the file, its caps replaced by those of the command line
 * @param tariff of the machine
 * @param foresight of what trials take
 */
record SweepBudget(Budget budget, MachineTariff tariff, Foresight foresight) {

  /**
   * Finds out what holds.
   *
   * @param results of the sweep up to now
   * @throws IllegalArgumentException if the price list or the budget is refused: it limits money,
   *     and the device has no price, or energy, and there is no meter
   */
  static SweepBudget of(Sweep sweep, SweepOptions options, Supplier<List<TrialResult>> results) {
    WorkerSettings workers = options.workers(sweep.timeout(), options.results());
    int threads = options.slots().threads();
    DeviceKind device = options.device();
    Foresight foresight = new Foresight(device, threads, workers, results);
    OptionalDouble watts = Power.mostWatts(device);
    Rental rental =
        device == DeviceKind.GPU ? Rental.ofGpu(GpuName.here()) : Rental.ofCpu(threads, 0);
    MachineTariff tariff =
        new MachineTariff(options.prices(), rental, watts.orElse(0), foresight::mostGigabytes);
    Budget budget = sweep.budget().with(options.budget());
    check(budget, options.prices(), rental, watts);
    return new SweepBudget(budget, tariff, foresight);
  }

  private static void check(Budget budget, Prices prices, Rental rental, OptionalDouble watts) {
    Rate rate = prices.rate(rental);
    if (budget.cap(Resource.MONEY).isPresent() && rate.perHour().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot keep a budget of money: %s; name your prices with --prices FILE, or leave money out"
              .formatted(rate.note()));
    }
    if (budget.cap(Resource.KWH).isPresent() && watts.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot keep a budget of kwh: this machine has no energy meter that Sparing can read for its %s; limit money or hours instead"
              .formatted(rental.device().text()));
    }
  }

  /** Returns what the driver keeps to. */
  Spending spending() {
    return new Spending(budget, tariff, foresight::mostSeconds);
  }

  private Amounts expected(TrialSpec spec) {
    return tariff.most(spec, foresight.expectedSeconds(spec));
  }

  /**
   * Returns lines about what the missing trials should cost and how many of them the budget covers.
   *
   * @param folder of the sweep; it need not exist
   * @param results that the sweep has
   */
  List<String> foreseen(Path folder, List<StoredResult> results, List<TrialSpec> missing) {
    Amounts all = missing.stream().map(this::expected).reduce(Amounts.NONE, Amounts::plus);
    String cost =
        all.money() > 0
            ? "What is missing should cost about %s %s, by prices of %s."
                .formatted(Budget.number(all.money()), tariff.currency(), tariff.prices().date())
            : "";
    if (!budget.limits()) {
      return cost.isEmpty() ? List.of() : List.of(cost);
    }
    Funds funds = new Funds(budget, Reservation.spent(Reservations.read(folder), results, tariff));
    String spent = budget.words(funds.spent(), tariff.currency());
    int covered = 0;
    for (TrialSpec spec : missing) {
      if (funds.fit(tariff.most(spec, foresight.mostSeconds(spec)))) {
        funds.settle(spec.id(), expected(spec));
        covered++;
      }
    }
    String covers =
        "The budget should cover %d of the %d missing trials; spent before: %s."
            .formatted(covered, missing.size(), spent);
    return cost.isEmpty() ? List.of(covers) : List.of(cost, covers);
  }
}
