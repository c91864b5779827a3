package dev.keygraph.compare.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a figure is about: two runs, or two contenders, are compared by it.
 *
 * @param section the part of the comparison
 * @param name what was measured, such as {@code latency}
 * @param contender the name of the contender
 * @param parameters under which circumstances, by the names of {@link Parameters}, in their order
 */
public record Key(Section section, String name, String contender, Map<String, String> parameters) {
  /** Copies the parameters. */
  public Key {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Returns the same for another contender. */
  public Key of(String otherContender) {
    return new Key(section, name, otherContender, parameters);
  }

  /** Returns the same with one more parameter, or another value for it. */
  public Key with(String parameter, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(parameter, value);
    return new Key(section, name, contender, more);
  }
}
