package dev.keygraph.cli.index;

import dev.keygraph.graph.EdgeKind;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** States which modules, services and classes a module names. */
final class ModuleStatements extends ModuleVisitor {
  private final Statements statements;
  private final String module;

  ModuleStatements(Statements statements, String module) {
    super(Opcodes.ASM9);
    this.statements = statements;
    this.module = module;
  }

  @Override
  public void visitMainClass(String mainClass) {
    statements.edge(module, EdgeKind.USES, mainClass);
  }

  @Override
  public void visitRequire(String required, int access, @Nullable String version) {
    statements.edge(module, EdgeKind.USES, ModuleName.symbol(required));
  }

  @Override
  public void visitUse(String service) {
    statements.edge(module, EdgeKind.USES, service);
  }

  @Override
  public void visitProvide(String service, String... providers) {
    statements.edge(module, EdgeKind.USES, service);
    for (String provider : providers) {
      statements.edge(module, EdgeKind.USES, provider);
    }
  }
}
