package dev.keygraph.graph;

/** A listener's place in the feed of a graph's commits. Any thread may use it. */
public interface ChangeRegistration extends AutoCloseable {
  /**
   * Returns the version after which the listener's commits begin. Every snapshot opened after the
   * registration is of this version or a later one.
   */
  long version();

  /**
   * Ends the registration: no call to the listener begins from now on. One that is in progress on
   * the graph's thread is not waited for, so that the listener itself may close this, and so may
   * whoever holds a lock that it wants. A second call does nothing.
   */
  @Override
  void close();
}
