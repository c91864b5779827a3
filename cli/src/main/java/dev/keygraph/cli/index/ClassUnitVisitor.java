package dev.keygraph.cli.index;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/** Says in a unit what a class file says. */
final class ClassUnitVisitor extends ClassVisitor {
  private static final String PACKAGE_INFO = "package-info";

  private final UnitContent.Builder unit;
  private final Statements statements;
  private String type = "";
  private int access;
  private String signatureText = "";
  private boolean sealed;
  private boolean isModule;
  private @Nullable String module;
  private @Nullable String sourceFile;
  private int firstLine = Integer.MAX_VALUE;
  private int lastLine;

  ClassUnitVisitor(UnitContent.Builder unit) {
    super(Opcodes.ASM9);
    this.unit = unit;
    this.statements = new Statements(unit);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    isModule = (access & Opcodes.ACC_MODULE) != 0;
    if (isModule) {
      return;
    }
    this.type = name;
    this.access = access;
    statements.begin(name);
    boolean trait = (access & Opcodes.ACC_INTERFACE) != 0;
    if (superName != null && trait) {
      statements.impliedSupertype(superName);
    } else if (superName != null) {
      statements.supertype(EdgeKind.EXTENDS, superName);
    }
    if (interfaces != null) {
      for (String each : interfaces) {
        statements.supertype(trait ? EdgeKind.EXTENDS : EdgeKind.IMPLEMENTS, each);
      }
    }
    String readable = Signatures.readable(signature);
    statements.usesSignature(name, readable);
    signatureText =
        statements.counted(SignatureText.ofType(access, name, readable, superName, interfaces));
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source;
  }

  @Override
  public @Nullable ModuleVisitor visitModule(
      String name, int moduleAccess, @Nullable String version) {
    if (!isModule) {
      // The JVM does not look at it either.
      return null;
    }
    module = ModuleName.symbol(name);
    signatureText = ((moduleAccess & Opcodes.ACC_OPEN) != 0 ? "open module " : "module ") + name;
    return new ModuleStatements(statements, module);
  }

  @Override
  public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {
    statements.usesType(type, owner);
  }

  @Override
  public void visitInnerClass(
      String name, @Nullable String outerName, @Nullable String innerName, int innerAccess) {
    if (name.equals(type)) {
      // The flags that the source gave it; those of the class file know no private or static.
      int kept = access & ~(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE);
      access = kept | innerAccess;
    } else if (type.equals(outerName)) {
      statements.edge(type, EdgeKind.DEFINES, name);
    }
  }

  @Override
  public void visitPermittedSubclass(String name) {
    sealed = true;
    statements.usesType(type, name);
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, @Nullable String signature) {
    statements.usesDescriptor(type, descriptor);
    statements.usesTypeSignature(type, Signatures.readableType(signature));
    return new RecordComponentUses(statements, type);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, defined(), descriptor);
  }

  @Override
  public AnnotationVisitor visitTypeAnnotation(
      int typeRef, @Nullable TypePath typePath, String descriptor, boolean visible) {
    return AnnotationUses.visit(statements, defined(), descriptor);
  }

  @Override
  public FieldVisitor visitField(
      int fieldAccess,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    String field = statements.counted(Statements.field(type, name, descriptor));
    String readable = Signatures.readableType(signature);
    Attributes.Builder attributes =
        attributes(fieldAccess, Modifiers.ofField(fieldAccess))
            .signature(statements.counted(SignatureText.ofField(name, descriptor, readable)));
    unit.define(field, NodeKind.FIELD, attributes.build());
    statements.edge(type, EdgeKind.DEFINES, field);
    statements.usesDescriptor(field, descriptor);
    statements.usesTypeSignature(field, readable);
    return new FieldUses(statements, field);
  }

  @Override
  public MethodVisitor visitMethod(
      int methodAccess,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    String method = statements.counted(Statements.method(type, name, descriptor));
    String readable = Signatures.readable(signature);
    statements.edge(type, EdgeKind.DEFINES, method);
    statements.usesDescriptor(method, descriptor);
    statements.usesSignature(method, readable);
    if (exceptions != null) {
      for (String exception : exceptions) {
        statements.usesType(method, exception);
      }
    }
    boolean varargs = (methodAccess & Opcodes.ACC_VARARGS) != 0;
    boolean trait = (access & Opcodes.ACC_INTERFACE) != 0;
    Attributes.Builder attributes =
        attributes(methodAccess, Modifiers.ofMethod(methodAccess, trait))
            .signature(
                statements.counted(
                    SignatureText.ofMethod(type, name, descriptor, readable, exceptions, varargs)));
    return new MethodStatements(
        statements,
        method,
        (first, last) -> {
          if (first <= last) {
            attributes.lines(first, last);
            firstLine = Math.min(firstLine, first);
            lastLine = Math.max(lastLine, last);
          }
          unit.define(method, NodeKind.FUNCTION, attributes.build());
        });
  }

  @Override
  public void visitEnd() {
    if (module != null) {
      Attributes.Builder attributes = Attributes.builder().signature(signatureText);
      if (sourceFile != null) {
        attributes.file(statements.counted(sourceFile));
      }
      unit.define(module, NodeKind.MODULE, attributes.build());
      return;
    }
    Attributes.Builder attributes =
        attributes(access, Modifiers.ofType(access, sealed)).signature(signatureText);
    if (firstLine <= lastLine) {
      attributes.lines(firstLine, lastLine);
    }
    unit.define(type, kind(), attributes.build());
  }

  private String defined() {
    return module != null ? module : type;
  }

  private NodeKind kind() {
    if (type.equals(PACKAGE_INFO) || type.endsWith("/" + PACKAGE_INFO)) {
      return NodeKind.MODULE;
    }
    return (access & Opcodes.ACC_INTERFACE) != 0 ? NodeKind.TRAIT : NodeKind.STRUCT;
  }

  private Attributes.Builder attributes(int flags, String modifiers) {
    Attributes.Builder attributes = Attributes.builder().visibility(Modifiers.visibility(flags));
    if (!modifiers.isEmpty()) {
      attributes.put(Attributes.MODIFIERS, modifiers);
    }
    if (sourceFile != null) {
      attributes.file(statements.counted(sourceFile));
    }
    return attributes;
  }
}
