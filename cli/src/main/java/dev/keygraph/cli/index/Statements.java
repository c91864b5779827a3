package dev.keygraph.cli.index;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.UnitContent;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** States edges in the words of a class file: descriptors, signatures, handles. */
final class Statements {
  private static final String OBJECT = "java/lang/Object";
  private static final String OBJECTS_TO_OBJECT = "([Ljava/lang/Object;)Ljava/lang/Object;";

  private final UnitContent.Builder unit;
  private final StatementBudget budget = new StatementBudget();
  private final Set<String> supertypes = new HashSet<>();
  private String type = "";

  Statements(UnitContent.Builder unit) {
    this.unit = unit;
  }

  /** Sets the type that the class file defines. */
  void begin(String typeName) {
    type = typeName;
  }

  /** States that the type has a supertype, whose mentions then are no USES of the type. */
  void supertype(EdgeKind kind, String name) {
    supertypes.add(name);
    edge(type, kind, name);
  }

  /** Notes a supertype that needs no edge: an interface's signature names Object as its class. */
  void impliedSupertype(String name) {
    supertypes.add(name);
  }

  void edge(String from, EdgeKind kind, String to) {
    edge(from, kind, to, Attributes.EMPTY);
  }

  private void edge(String from, EdgeKind kind, String to, Attributes attributes) {
    budget.statement();
    budget.text(to);
    unit.edge(from, kind, to, attributes);
  }

  /** Counts a text that is made of what the class file says, but is no end of an edge. */
  String counted(String text) {
    budget.text(text);
    return text;
  }

  /** States that a definition uses a type. */
  void usesType(String from, String name) {
    boolean said = from.equals(type) && (name.equals(type) || supertypes.contains(name));
    if (!said) {
      edge(from, EdgeKind.USES, name);
    }
  }

  /** The same for what an instruction names: a type, or the descriptor of an array. */
  void usesTypeOrArray(String from, String name) {
    if (name.startsWith("[")) {
      usesDescriptor(from, name);
    } else {
      usesType(from, name);
    }
  }

  /** States the types in the descriptor of a type or method. */
  void usesDescriptor(String from, String descriptor) {
    int start = descriptor.indexOf('L');
    while (start >= 0) {
      int end = descriptor.indexOf(';', start);
      if (end < 0) {
        throw new IllegalArgumentException("a descriptor without its end");
      }
      usesType(from, descriptor.substring(start + 1, end));
      start = descriptor.indexOf('L', end);
    }
  }

  /** States the types in a generic signature of a class or method, if there is one. */
  void usesSignature(String from, @Nullable String signature) {
    if (signature != null) {
      new SignatureReader(counted(signature)).accept(new TypesOfSignature(from));
    }
  }

  /** The same for the signature of a field or record component. */
  void usesTypeSignature(String from, @Nullable String signature) {
    if (signature != null) {
      new SignatureReader(counted(signature)).acceptType(new TypesOfSignature(from));
    }
  }

  /** States a call as the byte code names it. */
  void calls(String from, String owner, String name, String descriptor, int line) {
    String to;
    if (owner.startsWith("[")) {
      usesDescriptor(from, owner);
      to = method(OBJECT, name, descriptor);
    } else {
      to = method(owner, name, declaredDescriptor(owner, name, descriptor));
    }
    edge(from, EdgeKind.CALLS, to, at(line));
  }

  /** States an access as the byte code names it. */
  void accesses(String from, String owner, String name, String descriptor, int line) {
    edge(from, EdgeKind.ACCESSES, field(owner, name, descriptor), at(line));
  }

  /** States what holding a handle means: a call of its method, or an access of its field. */
  void handle(String from, Handle handle, int line) {
    if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
      accesses(from, handle.getOwner(), handle.getName(), handle.getDesc(), line);
    } else {
      calls(from, handle.getOwner(), handle.getName(), handle.getDesc(), line);
    }
  }

  /** States what a bootstrap method and its static arguments mention. */
  void bootstrap(String from, Handle bootstrap, String descriptor, Object[] arguments, int line) {
    usesDescriptor(from, descriptor);
    // The platform's own bootstraps are how javac spells lambdas, concatenation, records, switches.
    String owner = bootstrap.getOwner();
    if (!owner.startsWith("java/lang/invoke/") && !owner.startsWith("java/lang/runtime/")) {
      handle(from, bootstrap, line);
    }
    for (Object argument : arguments) {
      constant(from, argument, line);
    }
  }

  /** States what a constant mentions. */
  void constant(String from, Object value, int line) {
    // A dynamic constant may have thousands of arguments, wherever it is used.
    budget.statement();
    if (value instanceof Type mentioned) {
      usesDescriptor(from, mentioned.getDescriptor());
    } else if (value instanceof Handle handle) {
      handle(from, handle, line);
    } else if (value instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = dynamic.getBootstrapMethodArgument(i);
      }
      bootstrap(from, dynamic.getBootstrapMethod(), dynamic.getDescriptor(), arguments, line);
    }
  }

  static String method(String owner, String name, String descriptor) {
    return owner + "#" + name + descriptor;
  }

  static String field(String owner, String name, String descriptor) {
    return owner + "#" + name + ":" + descriptor;
  }

  /** A call site of a signature-polymorphic method has a descriptor of its own (JVMS 2.9.3). */
  private static String declaredDescriptor(String owner, String name, String descriptor) {
    if (owner.equals("java/lang/invoke/MethodHandle")) {
      return name.equals("invoke") || name.equals("invokeExact") ? OBJECTS_TO_OBJECT : descriptor;
    }
    if (!owner.equals("java/lang/invoke/VarHandle")) {
      return descriptor;
    }
    if (name.equals("set") || name.matches("set(Opaque|Release|Volatile)")) {
      return "([Ljava/lang/Object;)V";
    }
    if (name.equals("compareAndSet") || name.startsWith("weakCompareAndSet")) {
      return "([Ljava/lang/Object;)Z";
    }
    boolean reads = name.equals("get") || name.matches("get(Opaque|Acquire|Volatile)");
    return reads || name.startsWith("getAnd") || name.startsWith("compareAndExchange")
        ? OBJECTS_TO_OBJECT
        : descriptor;
  }

  private static Attributes at(int line) {
    return line > 0 ? Attributes.ofLine(line) : Attributes.EMPTY;
  }

  /**
   * Visits each type that a signature names; an inner type of a parameterised one by its own name.
   */
  private final class TypesOfSignature extends SignatureVisitor {
    private final String from;
    private String outer = "";

    private TypesOfSignature(String from) {
      super(Opcodes.ASM9);
      this.from = from;
    }

    @Override
    public void visitClassType(String name) {
      outer = name;
      usesType(from, name);
    }

    @Override
    public void visitInnerClassType(String name) {
      outer = outer + "$" + name;
      usesType(from, outer);
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new TypesOfSignature(from);
    }
  }
}
