package dev.keygraph.operations;

/**
 * Something that is wrong with a store.
 *
 * @param part the part of the store: {@code unit content}, {@code manifest}, {@code unit paths},
 *     {@code nodes}, {@code symbols}, {@code names}, {@code initials}, {@code nodes by kind},
 *     {@code definitions}, {@code forward edges}, {@code reverse edges}, {@code statements}, {@code
 *     counters and kinds}, or {@code unknown keys}; in a repair also {@code files}, for each place
 *     in them that is damaged, whether a unit needs it or not, and {@code last commit}
 * @param place where it is: a unit's path, a symbol, an edge, or the bytes of a key
 * @param problem what is wrong there
 */
public record Finding(String part, String place, String problem) {

  @Override
  public String toString() {
    return part + ": " + place + ": " + problem;
  }
}
