package dev.keygraph.cli.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * Writes signatures as a Java programmer reads them, with simple names: {@code <T> T[]
 * toArray(T[])}. Generic signatures where a class file has them, else descriptors.
 */
final class SignatureText {
  private SignatureText() {}

  static String ofMethod(
      String ownerName,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions,
      boolean varargs) {
    Parts parts = new Parts();
    new SignatureReader(signature != null ? signature : descriptor).accept(parts);
    List<String> parameters = texts(parts.parameters);
    if (varargs && !parameters.isEmpty()) {
      int last = parameters.size() - 1;
      String array = parameters.get(last);
      if (array.endsWith("[]")) {
        parameters.set(last, array.substring(0, array.length() - 2) + "...");
      }
    }
    StringBuilder text = new StringBuilder(parts.typeParameters());
    if (name.equals("<init>")) {
      text.append(simpleName(ownerName));
    } else if (name.equals("<clinit>")) {
      return "static {}";
    } else {
      text.append(parts.returned).append(' ').append(name);
    }
    text.append('(').append(String.join(", ", parameters)).append(')');
    List<String> thrown = texts(parts.exceptions);
    if (thrown.isEmpty() && exceptions != null) {
      for (String exception : exceptions) {
        thrown.add(simpleName(exception));
      }
    }
    if (!thrown.isEmpty()) {
      text.append(" throws ").append(String.join(", ", thrown));
    }
    return text.toString();
  }

  static String ofField(String name, String descriptor, @Nullable String signature) {
    TypeText type = new TypeText();
    new SignatureReader(signature != null ? signature : descriptor).acceptType(type);
    return type + " " + name;
  }

  static String ofType(
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    Parts parts = new Parts();
    if (signature != null) {
      new SignatureReader(signature).accept(parts);
    }
    List<String> implemented = texts(parts.interfaces);
    String extended = parts.superclass.toString();
    if (signature == null) {
      extended = superName == null ? "" : simpleName(superName);
      if (interfaces != null) {
        for (String each : interfaces) {
          implemented.add(simpleName(each));
        }
      }
    }
    boolean trait = (access & Opcodes.ACC_INTERFACE) != 0;
    boolean implied =
        trait || extended.isEmpty() || extended.equals("Object") || isImplied(access, extended);
    StringBuilder text = new StringBuilder(Modifiers.declaration(access));
    text.append(' ').append(simpleName(name)).append(parts.typeParameters());
    if (!implied) {
      text.append(" extends ").append(extended);
    }
    if ((access & Opcodes.ACC_ANNOTATION) == 0 && !implemented.isEmpty()) {
      text.append(trait ? " extends " : " implements ").append(String.join(", ", implemented));
    }
    return text.toString();
  }

  private static boolean isImplied(int access, String superclass) {
    return ((access & Opcodes.ACC_ENUM) != 0 && superclass.startsWith("Enum"))
        || ((access & Opcodes.ACC_RECORD) != 0 && superclass.equals("Record"));
  }

  /** Returns {@code Map.Entry} for {@code java/util/Map$Entry}. */
  static String simpleName(String internalName) {
    String name = internalName.substring(internalName.lastIndexOf('/') + 1);
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean nests =
          c == '$'
              && i > 0
              && i + 1 < name.length()
              && Character.isJavaIdentifierStart(name.charAt(i + 1));
      text.append(nests ? '.' : c);
    }
    return text.toString();
  }

  private static List<String> texts(List<TypeText> types) {
    List<String> texts = new ArrayList<>();
    for (TypeText type : types) {
      texts.add(type.toString());
    }
    return texts;
  }

  /** The parts of the signature of a class or method. */
  private static final class Parts extends SignatureVisitor {
    final List<String> parameterNames = new ArrayList<>();
    final List<List<TypeText>> bounds = new ArrayList<>();
    final TypeText superclass = new TypeText();
    final List<TypeText> interfaces = new ArrayList<>();
    final List<TypeText> parameters = new ArrayList<>();
    final TypeText returned = new TypeText();
    final List<TypeText> exceptions = new ArrayList<>();

    Parts() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      parameterNames.add(name);
      bounds.add(new ArrayList<>());
    }

    @Override
    public SignatureVisitor visitClassBound() {
      return added(bounds.get(bounds.size() - 1));
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
      return added(bounds.get(bounds.size() - 1));
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      return superclass;
    }

    @Override
    public SignatureVisitor visitInterface() {
      return added(interfaces);
    }

    @Override
    public SignatureVisitor visitParameterType() {
      return added(parameters);
    }

    @Override
    public SignatureVisitor visitReturnType() {
      return returned;
    }

    @Override
    public SignatureVisitor visitExceptionType() {
      return added(exceptions);
    }

    /** Returns the type parameters in brackets, or "". */
    String typeParameters() {
      if (parameterNames.isEmpty()) {
        return "";
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < parameterNames.size(); i++) {
        List<String> of = texts(bounds.get(i));
        of.removeIf(bound -> bound.equals("Object"));
        texts.add(
            of.isEmpty()
                ? parameterNames.get(i)
                : parameterNames.get(i) + " extends " + String.join(" & ", of));
      }
      String end = superclass.isEmpty() && interfaces.isEmpty() ? "> " : ">";
      return "<" + String.join(", ", texts) + end;
    }

    private static TypeText added(List<TypeText> list) {
      TypeText type = new TypeText();
      list.add(type);
      return type;
    }
  }

  /** One type of a signature. */
  private static final class TypeText extends SignatureVisitor {
    private final StringBuilder text = new StringBuilder();
    private final List<String> arguments = new ArrayList<>();
    private int dimensions;
    private @Nullable TypeText argument;
    private String wildcard = "";

    TypeText() {
      super(Opcodes.ASM9);
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public void visitBaseType(char descriptor) {
      text.append(Type.getType(String.valueOf(descriptor)).getClassName());
    }

    @Override
    public void visitTypeVariable(String name) {
      text.append(name);
    }

    @Override
    public SignatureVisitor visitArrayType() {
      dimensions++;
      return this;
    }

    @Override
    public void visitClassType(String name) {
      text.append(simpleName(name));
    }

    @Override
    public void visitInnerClassType(String name) {
      endArguments();
      text.append('.').append(name);
    }

    @Override
    public void visitTypeArgument() {
      endArgument();
      arguments.add("?");
    }

    @Override
    public SignatureVisitor visitTypeArgument(char bound) {
      endArgument();
      wildcard = bound == EXTENDS ? "? extends " : bound == SUPER ? "? super " : "";
      argument = new TypeText();
      return argument;
    }

    @Override
    public void visitEnd() {
      endArguments();
    }

    @Override
    public String toString() {
      return text + "[]".repeat(dimensions);
    }

    private void endArgument() {
      if (argument != null) {
        arguments.add(wildcard + argument);
        argument = null;
      }
    }

    private void endArguments() {
      endArgument();
      if (!arguments.isEmpty()) {
        text.append('<').append(String.join(", ", arguments)).append('>');
        arguments.clear();
      }
    }
  }
}
