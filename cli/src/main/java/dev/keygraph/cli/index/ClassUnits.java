package dev.keygraph.cli.index;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Reads class files into units; see the package's description for what they say. */
final class ClassUnits {
  private static final int MAGIC = 0xCAFEBABE;

  /** Where a class file has its magic number, versions and the size of its constant pool. */
  private static final int HEADER_BYTES = 10;

  private ClassUnits() {}

  /**
   * Opens a class file as far as its constant pool.
   *
   * @throws InvalidClassFileException if these bytes are no class file that can be read
   */
  static ClassReader open(byte[] bytes) throws InvalidClassFileException {
    if (bytes.length < 4 || intAt(bytes, 0) != MAGIC) {
      throw new InvalidClassFileException("not a class file");
    }
    if (bytes.length < HEADER_BYTES) {
      throw new InvalidClassFileException("truncated class file");
    }
    int major = intAt(bytes, 4) & 0xFFFF;
    try {
      return new ClassReader(bytes);
    } catch (IllegalArgumentException e) {
      if (major > Opcodes.V17) {
        throw new InvalidClassFileException(
            "class file version " + major + " is newer than this indexer can read", e);
      }
      throw broken(e);
    } catch (RuntimeException e) {
      throw broken(e);
    }
  }

  /**
   * Returns the name of what a class file defines: of a type, or of a module after {@code module:}.
   *
   * @throws InvalidClassFileException if it has none
   */
  static String definedName(ClassReader reader) throws InvalidClassFileException {
    try {
      return (reader.getAccess() & Opcodes.ACC_MODULE) == 0
          ? reader.getClassName()
          : ModuleName.of(reader);
    } catch (RuntimeException | StackOverflowError e) {
      throw broken(e);
    }
  }

  /**
   * Reads a class file.
   *
   * @param path the path of the unit
   * @param hash the hash of the file
   * @throws InvalidClassFileException if it is broken
   */
  static UnitContent read(String path, ContentHash hash, ClassReader reader)
      throws InvalidClassFileException {
    UnitContent.Builder unit = UnitContent.builder(path).hash(hash);
    try {
      reader.accept(new ClassUnitVisitor(unit), ClassReader.SKIP_FRAMES);
      return unit.build();
    } catch (RuntimeException | StackOverflowError e) {
      // ASM meets broken bytes with whatever exception they lead to, and nests as deep as they do.
      throw broken(e);
    }
  }

  private static InvalidClassFileException broken(Throwable cause) {
    String detail = cause.getMessage();
    boolean says =
        cause instanceof IllegalArgumentException && detail != null && detail.length() < 200;
    return new InvalidClassFileException(
        "broken or truncated class file" + (says ? " (" + detail + ")" : ""), cause);
  }

  private static int intAt(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 24
        | (bytes[offset + 1] & 0xFF) << 16
        | (bytes[offset + 2] & 0xFF) << 8
        | (bytes[offset + 3] & 0xFF);
  }
}
