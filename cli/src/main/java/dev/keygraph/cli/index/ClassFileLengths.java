package dev.keygraph.cli.index;

import org.objectweb.asm.ClassReader;

/**
 * Walks over the fields, methods and attributes of a class file by their lengths. ASM believes an
 * attribute that claims a gigabyte, and asks for the memory.
 */
final class ClassFileLengths {
  private static final int MEMBER_BYTES = 6;
  private static final int ATTRIBUTE_BYTES = 6;

  private final ClassReader reader;
  private final int end;
  private int at;

  private ClassFileLengths(ClassReader reader, int start, int end) {
    this.reader = reader;
    this.at = start;
    this.end = end;
  }

  /**
   * Checks that all lengths stay within the class file.
   *
   * @param length of the class file
   * @throws IndexOutOfBoundsException if one does not
   */
  static void check(ClassReader reader, int length) {
    // Behind access flags, this class and super class.
    ClassFileLengths walk = new ClassFileLengths(reader, reader.header + 6, length);
    walk.skip(2L * walk.count());
    walk.members();
    walk.members();
    walk.attributes();
  }

  private void members() {
    for (int members = count(); members > 0; members--) {
      skip(MEMBER_BYTES);
      attributes();
    }
  }

  /** Those of a method's code lie within one, and what ASM does not know there it copies, too. */
  private void attributes() {
    for (int attributes = count(); attributes > 0; attributes--) {
      skip(ATTRIBUTE_BYTES);
      long length = reader.readInt(at - Integer.BYTES) & 0xFFFF_FFFFL;
      int content = at;
      skip(length);
      if (isCode(content - ATTRIBUTE_BYTES)) {
        new ClassFileLengths(reader, content, at).code();
      }
    }
  }

  private boolean isCode(int attribute) {
    int name = reader.readUnsignedShort(attribute);
    if (name <= 0 || name >= reader.getItemCount()) {
      throw new IndexOutOfBoundsException("an attribute without a name");
    }
    int text = reader.getItem(name);
    return text > 0
        && reader.readUnsignedShort(text) == 4
        && reader.readInt(text + 2) == ('C' << 24 | 'o' << 16 | 'd' << 8 | 'e');
  }

  private void code() {
    // Behind the depth of the stack and the number of variables.
    skip(2L * Short.BYTES + Integer.BYTES);
    skip(reader.readInt(at - Integer.BYTES) & 0xFFFF_FFFFL);
    skip(8L * count());
    attributes();
  }

  private int count() {
    skip(Short.BYTES);
    return reader.readUnsignedShort(at - Short.BYTES);
  }

  private void skip(long bytes) {
    if (bytes > end - at) {
      throw new IndexOutOfBoundsException("a length leads out of the class file");
    }
    at += (int) bytes;
  }
}
