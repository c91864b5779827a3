package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** States the types that an annotation names: its own, and those among its values. */
final class AnnotationUses extends AnnotationVisitor {
  private final Statements statements;
  private final String from;

  /** Visits the values of an annotation, or the default value of an annotation's method. */
  AnnotationUses(Statements statements, String from) {
    super(Opcodes.ASM9);
    this.statements = statements;
    this.from = from;
  }

  /** States an annotation's type, and returns the visitor of its values. */
  static AnnotationVisitor visit(Statements statements, String from, String descriptor) {
    statements.usesDescriptor(from, descriptor);
    return new AnnotationUses(statements, from);
  }

  @Override
  public void visit(@Nullable String name, Object value) {
    if (value instanceof Type type) {
      statements.usesDescriptor(from, type.getDescriptor());
    }
  }

  @Override
  public void visitEnum(@Nullable String name, String descriptor, String value) {
    statements.usesDescriptor(from, descriptor);
  }

  @Override
  public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
    statements.usesDescriptor(from, descriptor);
    return this;
  }

  @Override
  public AnnotationVisitor visitArray(@Nullable String name) {
    return this;
  }
}
