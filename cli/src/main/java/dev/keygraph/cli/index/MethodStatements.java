package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/** States what a method calls, accesses and uses, and finds its lines. */
final class MethodStatements extends MethodVisitor {
  private final Statements statements;
  private final String method;
  private final EndListener end;
  private int line;
  private int firstLine = Integer.MAX_VALUE;
  private int lastLine;

  /** Is told the lines of a method when all of it was visited. */
  interface EndListener {
    /**
     * Called once.
     *
     * @param firstLine the first line, greater than {@code lastLine} where none is known
     * @param lastLine the last line
     */
    void end(int firstLine, int lastLine);
  }

  MethodStatements(Statements statements, String method, EndListener end) {
    super(Opcodes.ASM9);
    this.statements = statements;
    this.method = method;
    this.end = end;
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
    firstLine = Math.min(firstLine, number);
    lastLine = Math.max(lastLine, number);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    statements.usesTypeOrArray(method, type);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    statements.usesDescriptor(method, descriptor);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    statements.accesses(method, owner, name, descriptor, line);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    statements.calls(method, owner, name, descriptor, line);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    statements.bootstrap(method, bootstrap, descriptor, arguments, line);
  }

  @Override
  public void visitLdcInsn(Object value) {
    statements.constant(method, value, line);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    if (type != null) {
      statements.usesType(method, type);
    }
  }

  @Override
  public AnnotationVisitor visitAnnotationDefault() {
    return new AnnotationUses(statements, method);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public AnnotationVisitor visitParameterAnnotation(
      int parameter, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public AnnotationVisitor visitInsnAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public AnnotationVisitor visitLocalVariableAnnotation(
      int typeRef,
      @Nullable TypePath typePath,
      Label[] start,
      Label[] end,
      int[] index,
      String descriptor,
      boolean visible) {
    return AnnotationUses.visit(statements, method, descriptor);
  }

  @Override
  public void visitEnd() {
    end.end(firstLine, lastLine);
  }
}
