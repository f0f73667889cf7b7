package io.sparing.sweep;

import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads sweep files.
 *
 * <pre>{@code
 * name: quickstart              # [a-z0-9-]+, names the results folder
 * description: …                # optional
 * dataset: wordnet-topic
 * metric: accuracy              # a quality metric: what best means
 * timeout_minutes: 30           # optional, of one trial
 * preparation_timeout: 30m      # optional, of a preparation without progress
 * budget: {money: 5, hours: 2}  # optional, of all runs together
 * base:                         # settings of every trial, one value each
 *   epochs: 1
 * blocks:                       # within a block lists are crossed; blocks are added up
 *   - strategy: lora
 *     model: [minilm-l6, bge-small]
 *     lora_rank: [4, 16]
 *     target_modules: [[query, value], [query, key, value]]
 * }</pre>
 *
 * <p>The settings are those of {@link io.sparing.trial.Settings#all()}. A setting of the base that
 * a block's strategy does not take is not applied to it; in a block at least one of its strategies
 * must take it. Everything is checked before anything runs, and all problems are reported at once.
 */
public final class SweepParser {

  private SweepParser() {}

  /**
   * Reads a file.
   *
   * @param file a UTF-8 text
   * @param overrides as of {@link #parse(String, String, List)}
   * @throws InvalidSweepException if the file is not there or the sweep is refused
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Sweep parse(Path file, List<String> overrides) {
    try {
      return parse(Files.readString(file), file.toString(), overrides);
    } catch (NoSuchFileException e) {
      throw new InvalidSweepException(
          file.toString(),
          List.of(new Problem(Place.line(1), "Cannot find the sweep file " + file)));
    } catch (CharacterCodingException e) {
      throw new InvalidSweepException(
          file.toString(), List.of(new Problem(Place.line(1), "Invalid text: not in UTF-8")));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the sweep file " + file, e);
    }
  }

  /**
   * Reads a text.
   *
   * @param text YAML
   * @param fileName for error messages
   * @param overrides {@code key=value} each, the value in YAML's flow style: a top-level value, or
   *     a setting that replaces the base's and every block's
   * @throws InvalidSweepException with every problem that the text and the overrides have
   */
  public static Sweep parse(String text, String fileName, List<String> overrides) {
    Problems problems = new Problems(fileName);
    Draft draft = new DraftReader(problems).read(text);
    new Overrides(draft, problems).apply(overrides);
    new DraftCheck(draft, problems).run();
    problems.throwIfAny();
    TrialCheck check = new TrialCheck();
    List<Grid.Expansion> blocks = new ArrayList<>();
    for (Block block : draft.blocks) {
      Grid.Expansion trials = draft.trials(block);
      for (TrialSpec trial : trials.trials()) {
        check.objection(trial).ifPresent(why -> problems.report(block.place(), "%s", why));
      }
      blocks.add(trials);
    }
    problems.throwIfAny();
    return draft.toSweep(Grid.joined(blocks));
  }
}
