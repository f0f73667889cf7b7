package io.sparing.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registry of families, and with them of the architectures that run. */
public final class Families {

  private static final List<Family> KNOWN = List.of(new EncoderFamily());

  /** The family of an architecture. */
  private record Member(Family family, Architecture architecture) {}

  private static final Map<String, Member> MEMBERS = members();

  private Families() {}

  private static Map<String, Member> members() {
    Map<String, Member> members = new LinkedHashMap<>();
    for (Family family : KNOWN) {
      for (Architecture architecture : family.architectures()) {
        members.put(architecture.name(), new Member(family, architecture));
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /** The names of the architectures that run, family by family. */
  public static Set<String> architectures() {
    return MEMBERS.keySet();
  }

  /**
   * The family of a model.
   *
   * @throws IllegalArgumentException if its architecture is not implemented; the message lists
   *     those that are
   */
  public static Family of(ModelManifest manifest) {
    return member(manifest.architecture(), manifest.name()).family();
  }

  /**
   * The architecture of a model.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Architecture architecture(ModelManifest manifest) {
    return architecture(manifest.architecture(), manifest.name());
  }

  static Architecture architecture(String name, String model) {
    return member(name, model).architecture();
  }

  private static Member member(String architecture, String model) {
    Member member = MEMBERS.get(architecture);
    if (member == null) {
      throw new IllegalArgumentException(
          "Cannot run %s: its architecture %s is not implemented yet; known: %s"
              .formatted(model, architecture, String.join(", ", architectures())));
    }
    return member;
  }
}
