package dev.keygraph.cli.index;

/**
 * Something that was not indexed.
 *
 * @param path the file, or the entry of an archive
 * @param reason why not, in a few words
 */
public record Skipped(String path, String reason) {
  @Override
  public String toString() {
    return path + ": " + reason;
  }
}
