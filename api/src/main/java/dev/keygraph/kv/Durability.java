package dev.keygraph.kv;

import java.util.Locale;

/**
 * What a commit that returned survives; the same on every engine.
 *
 * <table>
 * <caption>What is lost</caption>
 * <tr><th>level</th><th>a killed process loses</th><th>a power loss loses</th><th>corrupt?</th></tr>
 * <tr><td>{@link #DURABLE}</td><td>nothing acknowledged</td><td>nothing acknowledged</td>
 *     <td>never</td></tr>
 * <tr><td>{@link #RELAXED}</td><td>nothing acknowledged</td><td>the last commits, in order</td>
 *     <td>never</td></tr>
 * <tr><td>{@link #UNSAFE}</td><td>what was not flushed</td><td>all since the last flush</td>
 *     <td>maybe: the store says so when it is opened next</td></tr>
 * </table>
 */
public enum Durability {
  /** A commit is on stable storage before it returns. */
  DURABLE,
  /** A commit is in the operating system's hands before it returns. */
  RELAXED,
  /** Nothing is promised before a flush or a clean close; for bulk loads that can be repeated. */
  UNSAFE;

  /**
   * Returns the level's name in configurations: {@code durable}, {@code relaxed}, {@code unsafe}.
   */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
