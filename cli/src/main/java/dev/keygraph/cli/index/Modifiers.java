package dev.keygraph.cli.index;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Access flags in the words of the Java language. */
final class Modifiers {
  private Modifiers() {}

  static String visibility(int access) {
    if ((access & Opcodes.ACC_PUBLIC) != 0) {
      return "public";
    }
    if ((access & Opcodes.ACC_PROTECTED) != 0) {
      return "protected";
    }
    return (access & Opcodes.ACC_PRIVATE) != 0 ? "private" : "package-private";
  }

  /** Returns what a type is, and how, apart from its visibility; such as {@code static enum}. */
  static String ofType(int access, boolean sealed) {
    List<String> words = new ArrayList<>();
    boolean trait = (access & Opcodes.ACC_INTERFACE) != 0;
    add(words, !trait && (access & Opcodes.ACC_ABSTRACT) != 0, "abstract");
    add(words, (access & Opcodes.ACC_STATIC) != 0, "static");
    add(words, (access & Opcodes.ACC_FINAL) != 0, "final");
    add(words, sealed, "sealed");
    add(words, (access & Opcodes.ACC_SYNTHETIC) != 0, "synthetic");
    return String.join(" ", words);
  }

  /** Returns the word that declares a type. */
  static String declaration(int access) {
    if ((access & Opcodes.ACC_ANNOTATION) != 0) {
      return "@interface";
    }
    if ((access & Opcodes.ACC_INTERFACE) != 0) {
      return "interface";
    }
    if ((access & Opcodes.ACC_ENUM) != 0) {
      return "enum";
    }
    return (access & Opcodes.ACC_RECORD) != 0 ? "record" : "class";
  }

  static String ofMethod(int access, boolean inTrait) {
    List<String> words = new ArrayList<>();
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    boolean isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
    boolean isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
    add(words, isAbstract, "abstract");
    add(words, inTrait && !isStatic && !isAbstract && !isPrivate, "default");
    add(words, isStatic, "static");
    add(words, (access & Opcodes.ACC_FINAL) != 0, "final");
    add(words, (access & Opcodes.ACC_SYNCHRONIZED) != 0, "synchronized");
    add(words, (access & Opcodes.ACC_NATIVE) != 0, "native");
    add(words, (access & Opcodes.ACC_BRIDGE) != 0, "bridge");
    add(words, (access & Opcodes.ACC_SYNTHETIC) != 0, "synthetic");
    return String.join(" ", words);
  }

  static String ofField(int access) {
    List<String> words = new ArrayList<>();
    add(words, (access & Opcodes.ACC_STATIC) != 0, "static");
    add(words, (access & Opcodes.ACC_FINAL) != 0, "final");
    add(words, (access & Opcodes.ACC_TRANSIENT) != 0, "transient");
    add(words, (access & Opcodes.ACC_VOLATILE) != 0, "volatile");
    add(words, (access & Opcodes.ACC_SYNTHETIC) != 0, "synthetic");
    return String.join(" ", words);
  }

  private static void add(List<String> words, boolean applies, String word) {
    if (applies) {
      words.add(word);
    }
  }
}
