package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Several strategies at once, each changing the encoder that the one before left, under one trained
 * head. Its name joins theirs by {@code +}; it trains at the lowest of their learning rates unless
 * a sweep file says otherwise.
 */
final class Stack implements Strategy {

  private final List<Strategy> parts;

  private Stack(List<Strategy> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Stacks strategies.
   *
   * @param parts at least two, in the order of {@link Strategies}; they act by {@link Stage}, and
   *     in this order within a stage
   * @throws IllegalArgumentException if two of them do not go together by {@link StackRules}; the
   *     message says why
   */
  static Stack of(List<Strategy> parts) {
    for (Strategy one : parts) {
      for (Strategy other : parts) {
        if (one != other) {
          StackRules.objection(one, other).ifPresent(why -> refuse(one, other, why));
        }
      }
    }
    return new Stack(
        parts.stream().sorted(Comparator.comparing(part -> part.claims().stage())).toList());
  }

  private static void refuse(Strategy one, Strategy other, String why) {
    throw new IllegalArgumentException(
        "Cannot stack %s with %s, because %s; to run one after the other write [[%s], [%s]]"
            .formatted(one.name(), other.name(), why, one.name(), other.name()));
  }

  @Override
  public String name() {
    return parts.stream().map(Strategy::name).collect(Collectors.joining("+"));
  }

  @Override
  public String description() {
    return parts.stream().map(Strategy::description).collect(Collectors.joining(" "));
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.parameters()));
    return List.copyOf(all);
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return parts.stream().flatMapToDouble(part -> part.defaultLearningRate().stream()).min();
  }

  @Override
  public List<String> numberFormats() {
    return parts.stream()
        .map(Strategy::numberFormats)
        .filter(formats -> !formats.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public Claims claims() {
    return parts.stream().map(Strategy::claims).reduce(Claims::and).orElseThrow();
  }

  @Override
  public Set<Kept> keeps() {
    return parts.stream()
        .flatMap(part -> part.keeps().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Sharing sharing() {
    return parts.stream().map(Strategy::sharing).reduce(Sharing::and).orElseThrow();
  }

  @Override
  public int addedTokens(SortedMap<String, Object> parameters) {
    return parts.stream().mapToInt(part -> part.addedTokens(parameters)).sum();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return inTurn(encoder, (part, changed) -> part.encoder(changed, adaptation));
  }

  @Override
  public ScriptModule completed(ScriptModule encoder, Adaptation adaptation) {
    return inTurn(encoder, (part, changed) -> part.completed(changed, adaptation));
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    boolean quantized = trainsQuantized();
    return inTurn(
        trained, (part, one) -> quantized ? part.unmerged(one, lane) : part.single(one, lane));
  }

  /** Returns what comes of a tree when each part has changed what the one before it made. */
  private ScriptModule inTurn(
      ScriptModule tree, BiFunction<Strategy, ScriptModule, ScriptModule> change) {
    ScriptModule changed = tree;
    for (Strategy part : parts) {
      changed = change.apply(part, changed);
    }
    return changed;
  }
}
