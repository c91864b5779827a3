package dev.keygraph.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a unit says of a node or an edge beside its kind: strings by name. Immutable; equal when
 * names and values are.
 *
 * <p>Any names are allowed. The names below are known to tools, and stored in a byte.
 */
public final class Attributes {
  /** The source file. */
  public static final String FILE = "file";

  /** The line of an edge, such as a call; 1 is the first. */
  public static final String LINE = "line";

  /** The first line of a node; 1 is the first. */
  public static final String START_LINE = "startLine";

  /** The last line of a node, inclusive. */
  public static final String END_LINE = "endLine";

  /** Who may use a node, in the words of its language, such as {@code public}. */
  public static final String VISIBILITY = "visibility";

  /** A node's signature, for people to read. */
  public static final String SIGNATURE = "signature";

  /** Further modifiers of a node, in the words of its language, such as {@code static final}. */
  public static final String MODIFIERS = "modifiers";

  /** No attributes. */
  public static final Attributes EMPTY = new Attributes(new String[0], new String[0]);

  /** Numbers below this, of lines mostly, are made once. */
  private static final int SHARED_NUMBERS = 1 << 12;

  private static final String[] NUMBERS = new String[SHARED_NUMBERS];
  private static final Attributes[] LINES = new Attributes[SHARED_NUMBERS];
  private static final String[] LINE_ALONE = {LINE};

  private final String[] names;
  private final String[] values;

  private Attributes(String[] names, String[] values) {
    this.names = names;
    this.values = values;
  }

  /** Copies a map. O(its size) if it has the names in their order already. */
  public static Attributes of(Map<String, String> map) {
    if (map.isEmpty()) {
      return EMPTY;
    }
    if (isOrdered(map.keySet())) {
      return copy(map);
    }
    TreeMap<String, String> sorted = new TreeMap<>(Texts::compare);
    sorted.putAll(map);
    return copy(sorted);
  }

  private static boolean isOrdered(Set<String> names) {
    String before = null;
    for (String name : names) {
      if (before != null && Texts.compare(before, name) >= 0) {
        return false;
      }
      before = name;
    }
    return true;
  }

  private static Attributes copy(Map<String, String> map) {
    return new Attributes(map.keySet().toArray(String[]::new), map.values().toArray(String[]::new));
  }

  /**
   * Returns attributes that are a {@link #LINE} alone, as most edges have. Those of small lines are
   * the same object each time.
   */
  public static Attributes ofLine(int line) {
    if (!isShared(line)) {
      return lineAlone(line);
    }
    Attributes shared = LINES[line];
    if (shared == null) {
      shared = lineAlone(line);
      LINES[line] = shared;
    }
    return shared;
  }

  private static Attributes lineAlone(int line) {
    return new Attributes(LINE_ALONE, new String[] {text(line)});
  }

  /** Two threads may make the same text or attributes at once, which does no harm. */
  private static boolean isShared(int number) {
    return number >= 0 && number < SHARED_NUMBERS;
  }

  private static String text(int number) {
    if (!isShared(number)) {
      return Integer.toString(number);
    }
    String shared = NUMBERS[number];
    if (shared == null) {
      shared = Integer.toString(number);
      NUMBERS[number] = shared;
    }
    return shared;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return names.length == 0;
  }

  /** Returns how many there are. */
  public int size() {
    return names.length;
  }

  /** Returns the name at {@code index}, in code point order. */
  public String name(int index) {
    return names[index];
  }

  /** Returns the value at {@code index}. */
  public String value(int index) {
    return values[index];
  }

  /** Returns the value of {@code name}, if there is one. O(number of attributes). */
  public Optional<String> get(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return Optional.of(values[i]);
      }
    }
    return Optional.empty();
  }

  /** Returns the value of {@code name} if there is one and it is a decimal {@code int}. */
  public OptionalInt getInt(String name) {
    Optional<String> value = get(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(value.get()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Returns a copy as a map, in the order of the names. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Attributes that
            && java.util.Arrays.equals(names, that.names)
            && java.util.Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return 31 * java.util.Arrays.hashCode(names) + java.util.Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }

  /** Collects attributes; not for several threads. */
  public static final class Builder {
    private final Map<String, String> map = new LinkedHashMap<>();

    private Builder() {}

    /** Sets any attribute; the last value counts. */
    public Builder put(String name, String value) {
      map.put(name, java.util.Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Sets a numeric attribute; the last value counts. */
    public Builder put(String name, int value) {
      return put(name, text(value));
    }

    /** Sets {@link #FILE}. */
    public Builder file(String file) {
      return put(FILE, file);
    }

    /** Sets {@link #LINE}. */
    public Builder line(int line) {
      return put(LINE, line);
    }

    /** Sets {@link #START_LINE} and {@link #END_LINE}, both inclusive. */
    public Builder lines(int start, int end) {
      return put(START_LINE, start).put(END_LINE, end);
    }

    /** Sets {@link #VISIBILITY}. */
    public Builder visibility(String visibility) {
      return put(VISIBILITY, visibility);
    }

    /** Sets {@link #SIGNATURE}. */
    public Builder signature(String signature) {
      return put(SIGNATURE, signature);
    }

    /** Returns the attributes set so far. */
    public Attributes build() {
      return of(map);
    }
  }
}
