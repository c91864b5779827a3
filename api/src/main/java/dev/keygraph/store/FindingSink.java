package dev.keygraph.store;

/** Is told what is wrong with a store; by several threads at once. */
@FunctionalInterface
public interface FindingSink {
  /**
   * Takes a finding.
   *
   * @param part the part of the store, one of those that {@link KeyPart} names
   * @param place where it is, for people
   * @param problem what is wrong there
   */
  void found(String part, String place, String problem);
}
