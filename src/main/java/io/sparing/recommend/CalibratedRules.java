package io.sparing.recommend;

import io.sparing.needs.MachineCalibration;
import io.sparing.needs.NeedsReference;
import io.sparing.needs.Scaling;
import io.sparing.selector.Choice;
import io.sparing.selector.RuleSet;
import java.util.Map;
import java.util.Optional;

/**
 * Rules as they hold on one's own machine: what was measured on another is scaled by what both take
 * for the calibration trials, and so are the thresholds that follow from it. On the machine of the
 * rows, and without a calibration, rules are as they were learned.
 */
public final class CalibratedRules {

  private final RuleSet rules;
  private final Optional<MachineCalibration> here;
  private final Optional<ScaledRules> scaled;

  private CalibratedRules(
      RuleSet rules, Optional<MachineCalibration> here, Optional<ScaledRules> scaled) {
    this.rules = rules;
    this.here = here;
    this.scaled = scaled;
  }

  /** Returns rules as they were learned. */
  static CalibratedRules asLearned(RuleSet rules) {
    return new CalibratedRules(rules, Optional.empty(), Optional.empty());
  }

  /**
   * Returns rules for the calibrated machine's kind of hardware.
   *
   * @param here the calibration; empty if there is none
   */
  public static CalibratedRules of(RuleSet rules, Optional<MachineCalibration> here) {
    Optional<NeedsReference> reference =
        here.flatMap(calibration -> rules.reference(calibration.machine().device()));
    if (reference.isEmpty() || Scaling.same(reference.get(), here.get())) {
      return new CalibratedRules(rules, here, Optional.empty());
    }
    ScaledRules scaled =
        new ScaledRules(
            rules, here.get().machine().device(), Scaling.of(reference.get(), here.get()));
    return new CalibratedRules(scaled.rules(), here, Optional.of(scaled));
  }

  /** Returns the rules with what they need on this machine. */
  public RuleSet rules() {
    return rules;
  }

  /** Returns where the needs of a choice come from on a kind of hardware. */
  NeedsOrigin origin(Choice choice, String hardware) {
    return new NeedsOrigin(
        rules.reference(hardware),
        here.filter(calibration -> calibration.machine().device().equals(hardware)),
        scaled.map(known -> known.of(choice)).orElse(Map.of()));
  }
}
