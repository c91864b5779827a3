package dev.keygraph.compare.code;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that a unit comes from, as it is. */
public final class CodeFile {
  private final String path;
  private final byte[] bytes;

  /**
   * A file.
   *
   * @param path the path of the unit
   * @param bytes the content, which is not copied
   */
  public CodeFile(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /** Returns the path of the unit. */
  public String path() {
    return path;
  }

  /** Returns the content, which is not copied. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Writes files into one.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(List<CodeFile> files, Path target) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      out.writeInt(files.size());
      for (CodeFile file : files) {
        out.writeUTF(file.path);
        out.writeInt(file.bytes.length);
        out.write(file.bytes);
      }
    }
  }

  /**
   * Reads what was written.
   *
   * @return the files, none if there is no such file
   * @throws IOException if it cannot be read
   */
  public static List<CodeFile> read(Path source) throws IOException {
    List<CodeFile> files = new ArrayList<>();
    if (Files.exists(source)) {
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(source)))) {
        for (int i = in.readInt(); i > 0; i--) {
          files.add(new CodeFile(in.readUTF(), in.readNBytes(in.readInt())));
        }
      }
    }
    return files;
  }
}
