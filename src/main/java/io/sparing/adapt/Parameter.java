package io.sparing.adapt;

import io.sparing.text.PlainNumber;
import io.sparing.text.Printable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A named setting with its kind, default and meaning, from which sweep files, help texts and table
 * columns are made. A value is a {@link Long}, {@link Double}, {@link Boolean}, {@link String} or a
 * {@code List<String>}, by kind.
 *
 * @param name as written in a sweep file and as the table's column, in snake case
 * @param kind what values look like
 * @param defaultValue the parsed value used where none is given; null if it must be given
 * @param asBefore the parsed value that means what was done before this setting existed; trials
 *     with it keep the ids that they had. Null of the first settings, which enter every id. It
 *     stays for good, whatever the default becomes
 * @param shortForm how a value shows in labels
 * @param values the values that it takes, in words with names in backticks, as documents show them
 * @param description one line: meaning and unit
 * @param check returns the value, or throws {@link IllegalArgumentException} saying what was
 *     expected
 */
public record Parameter(
    String name,
    Kind kind,
    Object defaultValue,
    Object asBefore,
    ShortForm shortForm,
    String values,
    String description,
    UnaryOperator<Object> check) {

  private static final int LONGEST_NUMBER = 100;

  /** Numbers in the forms that Java and YAML read alike. */
  private static final Pattern WHOLE = Pattern.compile("[-+]?(?:[0-9]{1,3}(?:_[0-9]{3})+|[0-9]+)");

  private static final Pattern NEARLY = Pattern.compile("\\p{Nd}.*[^\\p{Nd}.]|[^\\p{ASCII}]");

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  private Parameter(
      String name,
      Kind kind,
      Object defaultValue,
      String values,
      String description,
      UnaryOperator<Object> check) {
    this(name, kind, defaultValue, null, ShortForm.NONE, values, description, check);
  }

  /** What a parameter's values look like. */
  public enum Kind {
    INTEGER,
    NUMBER,
    BOOLEAN,
    TEXT,
    /** A name, or a path, whose letters' case is kept. */
    REFERENCE,
    /** Names joined by {@code +}; a list of names is one value. */
    STACK,
    /** A set in lower case; a list of texts is one value. */
    TEXTS;

    /**
     * Returns whether a list in a sweep file is one value of this kind, and not several to cross.
     */
    public boolean takesLists() {
      return this == STACK || this == TEXTS;
    }

    String words() {
      return switch (this) {
        case INTEGER -> "a whole number";
        case NUMBER -> "a number";
        case BOOLEAN -> "true or false";
        case TEXT -> "a text";
        case REFERENCE -> "a name or a path";
        case STACK -> "a name or a list of names";
        case TEXTS -> "a text or a list of texts";
      };
    }
  }

  /** Returns a whole number from {@code minimum} to {@code maximum}, both included. */
  public static Parameter integer(
      String name, long minimum, long maximum, Long defaultValue, String description) {
    return new Parameter(
        name,
        Kind.INTEGER,
        defaultValue,
        range("whole number", (double) minimum, (double) maximum),
        description,
        value -> {
          BigInteger number = (BigInteger) value;
          expect(
              number.compareTo(BigInteger.valueOf(minimum)) >= 0,
              "a whole number of at least " + minimum);
          expect(
              number.compareTo(BigInteger.valueOf(maximum)) <= 0,
              "a whole number of at most " + maximum);
          return number.longValueExact();
        });
  }

  /** Returns a number from {@code minimum} to {@code maximum}, both included. */
  public static Parameter number(
      String name, double minimum, double maximum, Double defaultValue, String description) {
    return new Parameter(
        name,
        Kind.NUMBER,
        defaultValue,
        range("number", minimum, maximum),
        description,
        value -> {
          double number = (Double) value;
          expect(
              number >= minimum && number <= maximum,
              "a number from %s to %s".formatted(minimum, maximum));
          return value;
        });
  }

  /** {@code true} or {@code false}. */
  public static Parameter bool(String name, Boolean defaultValue, String description) {
    return new Parameter(
        name, Kind.BOOLEAN, defaultValue, names(List.of("true", "false")), description, v -> v);
  }

  /**
   * Returns names that are meant together; written as a list or joined by {@code +}.
   *
   * @param check takes the names joined by {@code +}, gives their one canonical form, or throws
   *     {@link IllegalArgumentException} with a message of its own
   */
  public static Parameter stack(String name, String description, UnaryOperator<String> check) {
    return new Parameter(
        name,
        Kind.STACK,
        null,
        Kind.STACK.words(),
        description,
        value -> check.apply((String) value));
  }

  /**
   * Returns a name that is known, or a path to something of one's own.
   *
   * @param check takes the text, gives its one canonical form, or throws {@link
   *     IllegalArgumentException} with a message of its own
   */
  public static Parameter reference(
      String name, String defaultValue, String description, UnaryOperator<String> check) {
    return new Parameter(
        name,
        Kind.REFERENCE,
        defaultValue,
        Kind.REFERENCE.words(),
        description,
        value -> check.apply((String) value));
  }

  /**
   * Texts of a form, none by default; written as a list or separated by {@code +}.
   *
   * @param pattern what each must match
   * @param form the same in words
   */
  public static Parameter patterns(String name, String pattern, String form, String description) {
    return new Parameter(
        name,
        Kind.TEXTS,
        List.of(),
        "some of " + form,
        description,
        value -> {
          for (Object text : (List<?>) value) {
            expect(text.toString().matches(pattern), form);
          }
          return value;
        });
  }

  /** Returns a text, one of {@code choices} unless that is empty. */
  public static Parameter text(
      String name, List<String> choices, String defaultValue, String description) {
    return new Parameter(
        name,
        Kind.TEXT,
        defaultValue,
        choices.isEmpty() ? Kind.TEXT.words() : names(choices),
        description,
        value -> {
          expect(
              choices.isEmpty() || choices.contains(value), "one of " + String.join(", ", choices));
          return value;
        });
  }

  /**
   * Returns a text of a form.
   *
   * @param pattern what it must match
   * @param form the same in words
   */
  public static Parameter pattern(
      String name, String pattern, String form, String defaultValue, String description) {
    return new Parameter(
        name,
        Kind.TEXT,
        defaultValue,
        form,
        description,
        value -> {
          expect(value.toString().matches(pattern), form);
          return value;
        });
  }

  /** Returns a parameter of any text, as it is written; not empty unless that is the default. */
  public static Parameter verbatim(String name, String defaultValue, String description) {
    return new Parameter(
        name,
        Kind.REFERENCE,
        defaultValue,
        Kind.TEXT.words(),
        description,
        text -> {
          if (text.equals("") && !text.equals(defaultValue)) {
            throw new IllegalArgumentException(
                "Invalid %s: empty; expected a text".formatted(name));
          }
          return text;
        });
  }

  /** A set of texts, each one of {@code choices}; written as a list or separated by {@code +}. */
  public static Parameter texts(
      String name, List<String> choices, List<String> defaultValue, String description) {
    return new Parameter(
        name,
        Kind.TEXTS,
        defaultValue,
        "some of " + names(choices),
        description,
        value -> {
          List<?> texts = (List<?>) value;
          expect(
              !texts.isEmpty() && choices.containsAll(texts),
              "some of " + String.join(", ", choices));
          return choices.stream().filter(texts::contains).toList();
        });
  }

  /**
   * Returns the same parameter as that of a new setting.
   *
   * @param value means what was done before there was the setting, as a file would hold it
   * @throws IllegalArgumentException as {@link #parse}
   */
  public Parameter asBefore(Object value) {
    return new Parameter(
        name, kind, defaultValue, parse(value), shortForm, values, description, check);
  }

  /** Returns the same parameter as one that shows in labels. */
  public Parameter shownAs(ShortForm form) {
    return new Parameter(name, kind, defaultValue, asBefore, form, values, description, check);
  }

  /**
   * Turns what a file or a command line holds into this parameter's value.
   *
   * @param raw a number, a text or a list
   * @throws IllegalArgumentException if it does not fit; the message has the name, the value and
   *     what was expected
   */
  public Object parse(Object raw) {
    try {
      return check.apply(convert(raw));
    } catch (NumberFormatException e) {
      throw invalid(raw, kind.words() + example(raw));
    } catch (IllegalArgumentException e) {
      boolean own = kind == Kind.STACK || kind == Kind.REFERENCE;
      throw own ? e : invalid(raw, e.getMessage());
    }
  }

  private IllegalArgumentException invalid(Object raw, String expected) {
    return new IllegalArgumentException(
        "Invalid %s: %s; expected %s".formatted(name, Printable.of(raw), expected));
  }

  private Object convert(Object raw) {
    String text = raw instanceof Double d ? plain(d) : String.valueOf(raw).trim();
    return switch (kind) {
      case INTEGER -> whole(text);
      case NUMBER ->
          raw instanceof Number number
              ? number.doubleValue()
              : Double.parseDouble(formed(text, DECIMAL));
      case BOOLEAN -> truth(text.toLowerCase(Locale.ROOT));
      case TEXT -> text.toLowerCase(Locale.ROOT);
      case REFERENCE -> text;
      case STACK -> String.join("+", texts(raw, text)).toLowerCase(Locale.ROOT);
      case TEXTS -> texts(raw, text).stream().map(t -> t.toLowerCase(Locale.ROOT)).toList();
    };
  }

  /**
   * Reads a whole number. The limits are checked later; what is longer than they are is not even
   * read.
   */
  private static BigInteger whole(String text) {
    expect(
        text.length() <= LONGEST_NUMBER,
        "a whole number of at most %d digits".formatted(LONGEST_NUMBER));
    return new BigInteger(formed(text, WHOLE).replace("_", ""));
  }

  /** Returns an example of the right form, for what is nearly a number. */
  private String example(Object raw) {
    if (!(raw instanceof String text) || !NEARLY.matcher(text).find()) {
      return "";
    }
    return kind == Kind.INTEGER ? " such as 20 or 2_000" : " such as 0.05 or 5e-5";
  }

  private static String formed(String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw new NumberFormatException(text);
    }
    return text;
  }

  private static Boolean truth(String text) {
    expect(text.equals("true") || text.equals("false"), Kind.BOOLEAN.words());
    return Boolean.valueOf(text);
  }

  private static List<String> texts(Object raw, String text) {
    return raw instanceof List<?> list
        ? list.stream().map(String::valueOf).map(String::trim).toList()
        : Arrays.stream(text.split("\\+")).map(String::trim).filter(t -> !t.isEmpty()).toList();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private static String range(String kind, double minimum, double maximum) {
    String from = PlainNumber.of(minimum);
    return maximum >= Integer.MAX_VALUE
        ? "%s, %s or more".formatted(kind, from)
        : "%s, %s to %s".formatted(kind, from, PlainNumber.of(maximum));
  }

  private static String names(List<String> names) {
    return names.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  private static void expect(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(expected);
    }
  }
}
