package dev.keygraph.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the class files of one jar: of a multi-release jar, those that the running JDK loads. */
final class Jars {
  static final String META_INF = "META-INF/";

  private static final int MAX_MANIFEST_BYTES = 16 << 20;

  /** Class files shrink to a third, and zeros, of which entries that overlap share all, to 1 %. */
  private static final int MAX_GROWTH = 100;

  /** The most bytes that one byte can unpack to. */
  private static final long DEFLATE_GROWTH = 1032;

  private Jars() {}

  /** Returns what the paths of the units of a jar begin with. */
  static String prefix(String jarPath) {
    return jarPath + "!/";
  }

  static boolean looksLikeJar(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] start = stream.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  /**
   * Names the class files of a jar, by name.
   *
   * @param path the jar's name in paths of units
   * @param maxBytes the size of the largest class file that is read
   */
  static void read(Path file, String path, int maxBytes, ClassFiles.Sink sink)
      throws InterruptedException {
    try (JarFile jar =
        new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      if (hasHugeManifest(jar)) {
        sink.skipped(new Skipped(path, "its manifest is larger than 16 MiB"));
        return;
      }
      if (jar.isMultiRelease()) {
        sink.multiRelease(path);
      }
      reportDuplicates(jar, path, sink);
      reportNested(jar, path, sink);
      List<JarEntry> entries =
          jar.versionedStream()
              .filter(entry -> isClass(entry.getName()))
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .toList();
      long left = MAX_GROWTH * Files.size(file) + maxBytes;
      for (JarEntry entry : entries) {
        if (left < 0) {
          sink.skipped(new Skipped(path, "unpacks to over 100 times its size, and is left there"));
          return;
        }
        left -= read(jar, entry, prefix(path) + entry.getName(), maxBytes, sink);
      }
    } catch (IOException | RuntimeException e) {
      sink.skipped(new Skipped(path, "broken or truncated jar" + detail(e)));
    }
  }

  /** The JDK unpacks the manifest whole, as large as it claims to be. */
  private static boolean hasHugeManifest(JarFile jar) {
    return jar.stream()
        .filter(entry -> entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME))
        .anyMatch(entry -> entry.getSize() < 0 || entry.getSize() > MAX_MANIFEST_BYTES);
  }

  /** Returns how much was unpacked, at most. */
  private static int read(
      JarFile jar, JarEntry entry, String path, int maxBytes, ClassFiles.Sink sink)
      throws InterruptedException {
    String name = entry.getName();
    if (leavesArchive(name)) {
      sink.skipped(new Skipped(path, "its name leads out of the archive"));
      return 0;
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      sink.skipped(new Skipped(path, "its name has control characters"));
      return 0;
    }
    if (entry.getSize() > maxBytes) {
      sink.skipped(new Skipped(path, ClassFiles.tooLarge(maxBytes)));
      return 0;
    }
    byte[] bytes;
    try (InputStream stream = jar.getInputStream(entry)) {
      bytes = ClassFiles.readAll(stream, maxBytes);
    } catch (IOException | RuntimeException e) {
      sink.skipped(new Skipped(path, "unreadable entry" + detail(e)));
      long packed = entry.getCompressedSize();
      boolean little = packed >= 0 && packed < maxBytes / DEFLATE_GROWTH;
      return little ? (int) (DEFLATE_GROWTH * packed) : maxBytes;
    }
    sink.classFile(path, bytes);
    return bytes.length;
  }

  /** No JVM loads classes from below META-INF but the versions, which come by their base name. */
  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith(META_INF);
  }

  private static boolean leavesArchive(String name) {
    return name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0
        || Arrays.asList(name.split("/", -1)).contains("..");
  }

  /** A name that comes twice is read once, as the JVM does, which is worth a word. */
  private static void reportDuplicates(JarFile jar, String path, ClassFiles.Sink sink)
      throws InterruptedException {
    List<String> names =
        jar.stream().map(ZipEntry::getName).filter(Jars::isClass).sorted().toList();
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i).equals(names.get(i - 1))) {
        sink.skipped(
            new Skipped(prefix(path) + names.get(i), "duplicate entry, only one was read"));
      }
    }
  }

  /** Its jars are part of an application, and their classes are missing from the graph. */
  private static void reportNested(JarFile jar, String path, ClassFiles.Sink sink)
      throws InterruptedException {
    List<String> names =
        jar.stream()
            .map(ZipEntry::getName)
            .filter(name -> !name.startsWith(META_INF) && UnreadArchives.isArchive(name))
            .toList();
    if (names.size() == 1) {
      sink.skipped(
          new Skipped(
              prefix(path) + names.get(0),
              "a jar within a jar is not read; unpack it and name it"));
    } else if (!names.isEmpty()) {
      sink.skipped(
          new Skipped(
              path,
              "the " + names.size() + " jars within it are not read; unpack them and name them"));
    }
  }

  private static String detail(Exception e) {
    return e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
  }
}
