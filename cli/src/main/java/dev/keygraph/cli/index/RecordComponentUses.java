package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/** States the types that the annotations of a record's component name. */
final class RecordComponentUses extends RecordComponentVisitor {
  private final Statements statements;
  private final String type;

  RecordComponentUses(Statements statements, String type) {
    super(Opcodes.ASM9);
    this.statements = statements;
    this.type = type;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, type, descriptor);
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, type, descriptor);
  }
}
