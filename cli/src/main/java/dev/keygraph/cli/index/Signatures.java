package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * Sorts out generic signatures that cannot be read. The JVM does not look at them, and obfuscators
 * leave broken ones behind, so that a class without them is still a class.
 */
final class Signatures {
  private static final SignatureVisitor NOTHING = new SignatureVisitor(Opcodes.ASM9) {};

  /** Nobody reads deeper signatures, and each level takes stack, and all its text once more. */
  private static final int MAX_DEPTH = 100;

  private Signatures() {}

  private static boolean isDeep(String signature) {
    int depth = 0;
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  /** Returns the signature of a class or method, or {@code null} if there is none to read. */
  static @Nullable String readable(@Nullable String signature) {
    if (signature == null || isDeep(signature)) {
      return null;
    }
    try {
      new SignatureReader(signature).accept(NOTHING);
      return signature;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Returns the signature of a field or record component, or {@code null}, likewise. */
  static @Nullable String readableType(@Nullable String signature) {
    if (signature == null || isDeep(signature)) {
      return null;
    }
    try {
      new SignatureReader(signature).acceptType(NOTHING);
      return signature;
    } catch (RuntimeException e) {
      return null;
    }
  }
}
