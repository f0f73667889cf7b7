package io.sparing.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks all that Sparing needs on this machine. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks in seconds at all that Sparing needs on this machine and says what to do. Ends with"
            + " exit code 1 if trials cannot run.")
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Diagnosis> all = Doctor.ofThisMachine().examine();
    TextTable table = new TextTable(List.of("", "what", "found"));
    all.forEach(one -> table.add(List.of(one.level().word(), one.what(), one.found())));
    out.println(table.render());
    all.stream()
        .filter(one -> !one.remedy().isEmpty())
        .forEach(one -> out.printf("%s: %s.%n", one.what(), one.remedy()));
    boolean broken = all.stream().anyMatch(one -> one.level() == Diagnosis.Level.BROKEN);
    out.println(broken ? "Trials cannot run here yet." : "Trials can run here.");
    out.flush();
    return broken ? 1 : 0;
  }
}
