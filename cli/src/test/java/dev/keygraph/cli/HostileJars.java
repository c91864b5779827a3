package dev.keygraph.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars that no tool makes. */
final class HostileJars {
  private static final int BOMB = 64 << 20;

  /** Where an entry of the central directory has its size, before its name. */
  private static final int SIZE_BEFORE_NAME = 46 - 24;

  private HostileJars() {}

  /** Writes a jar; names and contents alternate. */
  static void write(Path file, Object... namesAndContents) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        out.write((byte[]) namesAndContents[i + 1]);
        out.closeEntry();
      }
    }
  }

  /** Entries that unpack to much more than they are, honestly or not; and one that claims to. */
  static void bombs(Path file, byte[] good) throws IOException {
    byte[] zeros = new byte[BOMB];
    write(
        file, "Claims.class", good, "Good.class", good, "Honest.class", zeros, "Liar.class", zeros);
    claim(file, "Claims.class", Integer.MAX_VALUE);
    claim(file, "Liar.class", 100);
  }

  /** The JDK unpacks a manifest before anybody asks. */
  static void manifest(Path file, byte[] good) throws IOException {
    write(file, "META-INF/MANIFEST.MF", new byte[BOMB], "Good.class", good);
    claim(file, "META-INF/MANIFEST.MF", Integer.MAX_VALUE);
  }

  /** The same name twice, which no library writes. */
  static void twice(Path file, byte[] first, byte[] second) throws IOException {
    write(file, "Twice1.class", first, "Twice2.class", second);
    String latin = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, latin.replace("Twice2.class", "Twice1.class"), StandardCharsets.ISO_8859_1);
  }

  /** Has the central directory say that an entry has another size. */
  private static void claim(Path file, String name, int size) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(name);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at - SIZE_BEFORE_NAME, size);
    Files.write(file, bytes);
  }

  /** Takes the end of a jar away. */
  static void truncate(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - bytes));
  }
}
