package dev.keygraph.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler makes: small ones that take much to read. */
final class HostileClasses {
  private static final int LONGEST = 65_000;
  private static final String OBJECT = "java/lang/Object";

  private HostileClasses() {}

  /** Returns those that cannot be read, by file name. */
  static Map<String, byte[]> refused() {
    Map<String, byte[]> classes = new TreeMap<>();
    classes.put("Claim.class", gigabyteOfAttribute());
    classes.put("Constants.class", argumentsOfConstants());
    classes.put("Descriptors.class", longDescriptors());
    classes.put("Nested.class", nestedAnnotation(begin("Nested")));
    classes.put("Signatures.class", longSignatures());
    classes.put("Source.class", longSource());
    classes.put("module-info.class", nestedModule());
    return classes;
  }

  /** Returns those that look no better, but can be read, by file name. */
  static Map<String, byte[]> indexed() {
    Map<String, byte[]> classes = new TreeMap<>();
    classes.put("Arrays.class", arrays());
    classes.put("Deep.class", deepSignature());
    classes.put("Names.class", longName());
    return classes;
  }

  static byte[] plain(String name) {
    return end(begin(name));
  }

  private static ClassWriter begin(String name) {
    return begin(name, null);
  }

  private static ClassWriter begin(String name, @Nullable String signature) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER, name, signature, OBJECT, null);
    return writer;
  }

  private static byte[] end(ClassWriter writer) {
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void method(
      ClassWriter writer, String name, String descriptor, @Nullable String signature) {
    writer.visitMethod(Opcodes.ACC_ABSTRACT, name, descriptor, signature, null).visitEnd();
  }

  /** An attribute that nobody knows, and that claims to have nearly 2 GiB. */
  private static byte[] gigabyteOfAttribute() {
    ClassWriter writer = begin("Claim");
    writer.visitSource("Claim.java", null);
    byte[] bytes = end(writer);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[latin.indexOf("SourceFile")] = 'X';
    ByteBuffer.wrap(bytes).putInt(bytes.length - 6, Integer.MAX_VALUE);
    return bytes;
  }

  /** A constant of 200 arguments, which is used 5,000 times. */
  private static byte[] argumentsOfConstants() {
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/invoke/X", "x", "()I", false);
    Object[] arguments = new Object[200];
    Arrays.fill(arguments, 1);
    ConstantDynamic constant = new ConstantDynamic("x", "I", bootstrap, arguments);
    ClassWriter writer = begin("Constants");
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "f", "()V", null, null);
    method.visitCode();
    for (int i = 0; i < 5000; i++) {
      method.visitLdcInsn(constant);
      method.visitInsn(Opcodes.POP);
    }
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    return end(writer);
  }

  /** Together, their symbols would have 300 MB. */
  private static byte[] longDescriptors() {
    ClassWriter writer = begin("Descriptors");
    String descriptor = "(L" + "d".repeat(LONGEST) + ";)V";
    for (int i = 0; i < 5000; i++) {
      method(writer, "m" + i, descriptor, null);
    }
    return end(writer);
  }

  /** Each method would use 20,000 types: 200 million edges. */
  private static byte[] longSignatures() {
    ClassWriter writer = begin("Signatures");
    StringBuilder signature = new StringBuilder("(");
    for (int i = 0; signature.length() < LONGEST; i++) {
      signature.append('L').append(Integer.toString(i, 36)).append(';');
    }
    signature.append(")V");
    for (int i = 0; i < 10_000; i++) {
      method(writer, "m" + i, "()V", signature.toString());
    }
    return end(writer);
  }

  /** Each definition would name it. */
  private static byte[] longSource() {
    ClassWriter writer = begin("Source");
    writer.visitSource("s".repeat(LONGEST), null);
    for (int i = 0; i < 50_000; i++) {
      method(writer, "m" + i, "()V", null);
    }
    return end(writer);
  }

  /** An annotation whose value is an array of an array of an array. */
  private static byte[] nestedAnnotation(ClassWriter writer) {
    int name = writer.newUTF8("LA;");
    writer.visitAttribute(
        new Attribute("RuntimeVisibleAnnotations") {
          @Override
          protected ByteVector write(
              ClassWriter unused, byte[] code, int codeLength, int maxStack, int maxLocals) {
            ByteVector bytes = new ByteVector();
            bytes.putShort(1).putShort(name).putShort(1).putShort(name);
            for (int level = 0; level < 300_000; level++) {
              bytes.putByte('[').putShort(1);
            }
            return bytes.putByte('[').putShort(0);
          }
        });
    return end(writer);
  }

  private static byte[] nestedModule() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule("nested", 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    module.visitEnd();
    return nestedAnnotation(writer);
  }

  private static byte[] arrays() {
    ClassWriter writer = begin("Arrays");
    method(writer, "f", "(" + "[".repeat(255) + "Lp/Element;)V", null);
    return end(writer);
  }

  private static byte[] deepSignature() {
    return end(begin("Deep", "Lx<".repeat(10_000) + "*" + ">;".repeat(10_000)));
  }

  private static byte[] longName() {
    ClassWriter writer = begin("Names");
    method(writer, "n".repeat(65_535), "()V", null);
    return end(writer);
  }
}
