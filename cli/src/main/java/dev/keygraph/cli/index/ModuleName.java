package dev.keygraph.cli.index;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the name of a module in its descriptor. */
final class ModuleName extends ClassVisitor {
  private @Nullable String found;

  private ModuleName() {
    super(Opcodes.ASM9);
  }

  /** Returns the symbol of the module that a {@code module-info} class defines. */
  static String of(ClassReader reader) {
    ModuleName visitor = new ModuleName();
    reader.accept(
        visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (visitor.found == null) {
      throw new IllegalArgumentException("a module descriptor without a module");
    }
    return symbol(visitor.found);
  }

  /** Returns the symbol of a module. */
  static String symbol(String module) {
    return "module:" + module;
  }

  @Override
  public @Nullable ModuleVisitor visitModule(String name, int access, @Nullable String version) {
    found = name;
    return null;
  }
}
