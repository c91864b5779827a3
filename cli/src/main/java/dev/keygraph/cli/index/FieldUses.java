package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/** States the types that the annotations of a field name. */
final class FieldUses extends FieldVisitor {
  private final Statements statements;
  private final String field;

  FieldUses(Statements statements, String field) {
    super(Opcodes.ASM9);
    this.statements = statements;
    this.field = field;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, field, descriptor);
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, field, descriptor);
  }
}
