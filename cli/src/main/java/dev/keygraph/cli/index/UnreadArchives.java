package dev.keygraph.cli.index;

import java.util.List;
import java.util.Optional;

/** Archives that hold classes and are not read where they are found, which is worth a word. */
final class UnreadArchives {
  static final String MODULE_FILE = "a .jmod is not read; name its module with --jdk";

  private static final String MODULE_SUFFIX = ".jmod";
  private static final List<String> APPLICATION_SUFFIXES = List.of(".war", ".ear");

  private UnreadArchives() {}

  /** Returns whether an entry of an archive is an archive of classes. */
  static boolean isArchive(String entry) {
    return entry.endsWith(".jar") || reason(entry).isPresent();
  }

  static boolean isModuleFile(String file) {
    return file.endsWith(MODULE_SUFFIX);
  }

  /** Returns why a file of a directory is not read, if it is such an archive. */
  static Optional<String> reason(String file) {
    if (isModuleFile(file)) {
      return Optional.of(MODULE_FILE);
    }
    return APPLICATION_SUFFIXES.stream()
        .filter(file::endsWith)
        .findFirst()
        .map(suffix -> "a " + suffix + " is read only where it is named itself");
  }
}
