package dev.keygraph.cli.index;

import dev.keygraph.compare.code.CodeFormat;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files, for a comparison that changes some and saves them. */
public final class ClassFileFormat implements CodeFormat {
  private static final String METHOD = "keygraph$change";
  private static final String NOTHING_TO_VOID = "()V";
  private static final String CALLED_OWNER = "java/lang/Thread";
  private static final String CALLED = "onSpinWait";

  /** Class files. */
  public ClassFileFormat() {}

  @Override
  public UnitContent parse(String path, byte[] bytes) {
    try {
      return ClassUnits.read(path, ContentHash.of(bytes), ClassUnits.open(bytes));
    } catch (InvalidClassFileException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  /** Adds a static method without parameters; in an interface it is one with a body, too. */
  @Override
  public byte[] change(byte[] bytes, int number) {
    ClassReader reader = new ClassReader(bytes);
    if ((reader.getAccess() & Opcodes.ACC_MODULE) != 0) {
      throw new IllegalArgumentException("a module has no functions");
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    String name = METHOD + number;
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            int access = Opcodes.ACC_STATIC | (isInterface ? Opcodes.ACC_PUBLIC : 0);
            MethodVisitor method = super.visitMethod(access, name, NOTHING_TO_VOID, null, null);
            method.visitCode();
            method.visitMethodInsn(
                Opcodes.INVOKESTATIC, CALLED_OWNER, CALLED, NOTHING_TO_VOID, false);
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  @Override
  public String added(byte[] bytes, int number) {
    return Statements.method(
        new ClassReader(bytes).getClassName(), METHOD + number, NOTHING_TO_VOID);
  }
}
