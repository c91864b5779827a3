package dev.keygraph.compare.code;

import dev.keygraph.graph.UnitContent;

/**
 * Reads the files that units come from, and changes them as a programmer would. Implementations
 * have a public constructor without parameters, and are registered in {@code
 * META-INF/services/dev.keygraph.compare.code.CodeFormat}.
 */
public interface CodeFormat {
  /**
   * Reads a file.
   *
   * @param path the path of its unit
   * @param bytes its content
   * @throws IllegalArgumentException if it is broken
   */
  UnitContent parse(String path, byte[] bytes);

  /**
   * Adds a function to a file, which calls another one.
   *
   * @param bytes the content of the file, which stays as it is
   * @param number makes the function's name, so that another number is another change
   * @return the content of the changed file
   * @throws IllegalArgumentException if the file cannot be changed
   */
  byte[] change(byte[] bytes, int number);

  /** Returns the symbol of the function that {@link #change} adds. */
  String added(byte[] bytes, int number);
}
