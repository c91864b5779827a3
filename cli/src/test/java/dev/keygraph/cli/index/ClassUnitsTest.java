package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a class file says: a test for each kind of edge and node. */
final class ClassUnitsTest {
  @TempDir Path directory;

  @Test
  void typesDefineTheirMembersAndMemberTypes() throws Exception {
    UnitContent unit =
        compile(
            "A",
            "class A { int count; static String name; void run(int i) {} class B {} interface C {} }");
    assertThat(edges(unit, "DEFINES"))
        .containsExactlyInAnyOrder(
            "A -> A#count:I",
            "A -> A#name:Ljava/lang/String;",
            "A -> A#<init>()V",
            "A -> A#run(I)V",
            "A -> A$B",
            "A -> A$C");
    assertThat(kinds(unit))
        .containsEntry("A", NodeKind.STRUCT)
        .containsEntry("A#count:I", NodeKind.FIELD)
        .containsEntry("A#run(I)V", NodeKind.FUNCTION)
        .doesNotContainKey("A$B");
    assertThat(kinds(read("A$C"))).containsEntry("A$C", NodeKind.TRAIT);
  }

  @Test
  void classesExtendAndImplementAndInterfacesExtend() throws Exception {
    compile(
        "A",
        """
        abstract class A extends java.util.ArrayList<String> implements Runnable, I {
          interface J extends Comparable<A>, java.io.Serializable {}
          @interface N {}
        }
        interface I {}
        """);
    UnitContent unit = read("A");
    assertThat(edges(unit, "EXTENDS")).containsExactly("A -> java/util/ArrayList");
    assertThat(edges(unit, "IMPLEMENTS")).containsExactly("A -> I", "A -> java/lang/Runnable");
    // What is a supertype is no USES of the type, its type arguments are.
    assertThat(edges(unit, "USES").stream().filter(edge -> edge.startsWith("A ->")))
        .containsExactly("A -> java/lang/String");

    UnitContent trait = read("A$J");
    assertThat(edges(trait, "EXTENDS"))
        .containsExactly("A$J -> java/io/Serializable", "A$J -> java/lang/Comparable");
    assertThat(edges(trait, "IMPLEMENTS")).isEmpty();
    assertThat(edges(trait, "USES")).containsExactly("A$J -> A");
    assertThat(edges(read("A$N"), "EXTENDS"))
        .containsExactly("A$N -> java/lang/annotation/Annotation");
  }

  @Test
  void methodsCallWhatTheyInvokeWithTheLineOfTheFirstCall() throws Exception {
    UnitContent unit =
        compile(
            "A",
            """
            class A {
              void run(java.util.List<String> list, java.util.ArrayList<String> array) {
                list.size();
                array.hashCode();
                list.size();
                helper();
                new A();
              }
              static void helper() {}
            }
            """);
    String run = "A#run(Ljava/util/List;Ljava/util/ArrayList;)V";
    assertThat(edges(unit, "CALLS"))
        .containsExactlyInAnyOrder(
            "A#<init>()V -> java/lang/Object#<init>()V",
            run + " -> java/util/List#size()I",
            run + " -> java/util/ArrayList#hashCode()I",
            run + " -> A#helper()V",
            run + " -> A#<init>()V");
    assertThat(lineOf(unit, run, "java/util/List#size()I")).isEqualTo("3");
    assertThat(lineOf(unit, run, "A#helper()V")).isEqualTo("6");
  }

  @Test
  void lambdasAndMethodReferencesAreCalls() throws Exception {
    UnitContent unit =
        compile(
            "A",
            """
            class A {
              Runnable lambda() { return () -> System.out.println(); }
              java.util.function.Function<String, Integer> reference() { return Integer::valueOf; }
              java.util.function.Supplier<A> constructor() { return A::new; }
              String concatenation(int i) { return "a" + i; }
            }
            """);
    assertThat(edges(unit, "CALLS"))
        .contains(
            "A#lambda()Ljava/lang/Runnable; -> A#lambda$lambda$0()V",
            "A#lambda$lambda$0()V -> java/io/PrintStream#println()V",
            "A#reference()Ljava/util/function/Function;"
                + " -> java/lang/Integer#valueOf(Ljava/lang/String;)Ljava/lang/Integer;",
            "A#constructor()Ljava/util/function/Supplier; -> A#<init>()V")
        .noneMatch(edge -> edge.contains("LambdaMetafactory"))
        .noneMatch(edge -> edge.contains("StringConcatFactory"));
    assertThat(edges(unit, "ACCESSES"))
        .containsExactly("A#lambda$lambda$0()V -> java/lang/System#out:Ljava/io/PrintStream;");
    assertThat(attributes(unit, "A#lambda$lambda$0()V").get(Attributes.MODIFIERS))
        .contains("static synthetic");
  }

  @Test
  void recordsAccessTheirFieldsThroughHandles() throws Exception {
    UnitContent unit = compile("A", "record A(int x, java.util.UUID id) {}");
    assertThat(edges(unit, "ACCESSES"))
        .contains("A#hashCode()I -> A#x:I", "A#hashCode()I -> A#id:Ljava/util/UUID;");
    assertThat(edges(unit, "USES")).contains("A -> java/util/UUID");
    assertThat(attributes(unit, "A").get(Attributes.SIGNATURE)).contains("record A");
  }

  @Test
  void bootstrapsOfOtherLanguagesAndDynamicConstantsAreFollowed() throws Exception {
    Handle bootstrap =
        new Handle(Opcodes.H_INVOKESTATIC, "lang/Bootstrap", "link", "()Ljava/lang/Object;", false);
    Handle target = new Handle(Opcodes.H_INVOKEVIRTUAL, "lang/Target", "run", "()V", false);
    ConstantDynamic inner =
        new ConstantDynamic(
            "inner",
            "Llang/Inner;",
            bootstrap,
            target,
            org.objectweb.asm.Type.getObjectType("lang/Mentioned"));
    ConstantDynamic outer = new ConstantDynamic("outer", "Llang/Outer;", bootstrap, inner);
    UnitContent unit =
        generated(
            method -> {
              method.visitInvokeDynamicInsn("call", "(Llang/Argument;)V", bootstrap, outer);
              method.visitInsn(Opcodes.RETURN);
            });
    assertThat(edges(unit, "CALLS"))
        .containsExactly(
            "G#run()V -> lang/Bootstrap#link()Ljava/lang/Object;",
            "G#run()V -> lang/Target#run()V");
    assertThat(edges(unit, "USES"))
        .containsExactly(
            "G#run()V -> lang/Argument",
            "G#run()V -> lang/Inner",
            "G#run()V -> lang/Mentioned",
            "G#run()V -> lang/Outer");
  }

  @Test
  void methodsAccessFieldsByReadingAndWriting() throws Exception {
    UnitContent unit =
        compile(
            "A",
            """
            class A {
              int own;
              static long shared;
              void run(java.awt.Point point) {
                own = point.x;
                shared++;
              }
            }
            """);
    String run = "A#run(Ljava/awt/Point;)V";
    assertThat(edges(unit, "ACCESSES"))
        .containsExactlyInAnyOrder(
            run + " -> A#own:I", run + " -> A#shared:J", run + " -> java/awt/Point#x:I");
    assertThat(lineOf(unit, run, "A#shared:J")).isEqualTo("6");
  }

  @Test
  void definitionsUseTheTypesThatTheyName() throws Exception {
    UnitContent unit =
        compile(
            "A",
            """
            import java.util.*;
            @A.Mark(value = Thread.class, level = A.Level.LOW)
            class A<T extends Number> {
              @interface Mark { Class<?> value(); Level level(); }
              enum Level { LOW }
              Map<String, ? extends List<Locale[]>> field;
              <X extends Exception> Optional<UUID> declared(Date[] dates) throws X, InterruptedException {
                return null;
              }
              void instructions(Object o) {
                try {
                  if (o instanceof Scanner) {}
                  Object cast = (BitSet) o;
                  Object array = new Random[1];
                  Object arrays = new Timer[1][1];
                  Object made = new Properties();
                  Object type = Currency.class;
                } catch (IllegalStateException e) {
                }
              }
              int[] primitives(long[][] x) { return null; }
            }
            """);
    assertThat(edges(unit, "USES"))
        .contains(
            "A -> java/lang/Number",
            "A -> A$Mark",
            "A -> A$Level",
            "A -> java/lang/Thread",
            "A#field:Ljava/util/Map; -> java/util/Map",
            "A#field:Ljava/util/Map; -> java/util/List",
            "A#field:Ljava/util/Map; -> java/util/Locale");
    assertThat(usedBy(unit, "A#declared([Ljava/util/Date;)Ljava/util/Optional;"))
        .containsExactly(
            "java/lang/Exception",
            "java/lang/InterruptedException",
            "java/util/Date",
            "java/util/Optional",
            "java/util/UUID");
    assertThat(usedBy(unit, "A#instructions(Ljava/lang/Object;)V"))
        .containsExactly(
            "java/lang/IllegalStateException",
            "java/lang/Object",
            "java/util/BitSet",
            "java/util/Currency",
            "java/util/Properties",
            "java/util/Random",
            "java/util/Scanner",
            "java/util/Timer");
    assertThat(usedBy(unit, "A#primitives([[J)[I")).isEmpty();
    assertThat(usedBy(unit, "A")).doesNotContain("A");
  }

  @Test
  void sealedTypesUseWhatTheyPermitAndLocalTypesWhereTheyAre() throws Exception {
    UnitContent unit =
        compile(
            "A",
            "sealed interface A { record B() implements A {} "
                + "static Object f() { class L {} return new L(); } }");
    assertThat(edges(unit, "USES")).contains("A -> A$B");
    assertThat(attributes(unit, "A").get(Attributes.MODIFIERS)).contains("sealed");
    assertThat(edges(read("A$1L"), "USES")).contains("A$1L -> A");
  }

  @Test
  void innerTypesOfParameterisedTypesHaveTheirOwnName() throws Exception {
    UnitContent unit =
        compile("A", "class A<T> { class B<U> { class C {} } A<String>.B<Integer>.C field; }");
    assertThat(usedBy(unit, "A#field:LA$B$C;"))
        .containsExactly("A", "A$B", "A$B$C", "java/lang/Integer", "java/lang/String");
  }

  @Test
  void arraysHaveTheMethodsOfObject() throws Exception {
    UnitContent unit =
        compile(
            "A",
            "class A { Object f(java.util.Date[] a, int[] b) { a.clone(); return b.clone(); } }");
    assertThat(edges(unit, "CALLS"))
        .contains(
            "A#f([Ljava/util/Date;[I)Ljava/lang/Object;"
                + " -> java/lang/Object#clone()Ljava/lang/Object;")
        .noneMatch(edge -> edge.contains("[I#") || edge.contains("[Ljava/util/Date;#"));
  }

  @Test
  void signaturePolymorphicMethodsAreCalledByTheirDeclaration() throws Exception {
    UnitContent unit =
        compile(
            "A",
            """
            import java.lang.invoke.*;
            class A {
              void f(MethodHandle m, VarHandle v) throws Throwable {
                int i = (int) m.invokeExact("a", 1);
                v.set(this, 1);
                boolean b = v.compareAndSet(this, 1, 2);
                int j = (int) v.getAndAdd(this, 1);
                v.varType();
              }
            }
            """);
    assertThat(edges(unit, "CALLS").toString())
        .contains("MethodHandle#invokeExact([Ljava/lang/Object;)Ljava/lang/Object;")
        .contains("VarHandle#set([Ljava/lang/Object;)V")
        .contains("VarHandle#compareAndSet([Ljava/lang/Object;)Z")
        .contains("VarHandle#getAndAdd([Ljava/lang/Object;)Ljava/lang/Object;")
        .contains("VarHandle#varType()Ljava/lang/Class;");
  }

  @Test
  void attributesSayWhereAndHow() throws Exception {
    UnitContent unit =
        compile(
            "p/A",
            """
            package p;
            public final class A<K, V extends Comparable<V>> extends Thread implements Iterable<K> {
              private static final long serial = 1;
              protected synchronized <T> T[] pick(java.util.Map.Entry<K, ? super T> e, T... rest)
                  throws java.io.IOException {
                int i = 1;
                return rest;
              }
              A(int i) {}
              public java.util.Iterator<K> iterator() { return null; }
            }
            """);
    Attributes type = attributes(unit, "p/A");
    assertThat(type.asMap())
        .containsEntry("file", "A.java")
        .containsEntry("visibility", "public")
        .containsEntry("modifiers", "final")
        .containsEntry("startLine", "6")
        .containsEntry("endLine", "10")
        .containsEntry(
            "signature",
            "class A<K, V extends Comparable<V>> extends Thread implements Iterable<K>");
    assertThat(attributes(unit, "p/A#serial:J").asMap())
        .containsEntry("visibility", "private")
        .containsEntry("modifiers", "static final")
        .containsEntry("signature", "long serial");
    assertThat(
            attributes(
                    unit, "p/A#pick(Ljava/util/Map$Entry;[Ljava/lang/Object;)[Ljava/lang/Object;")
                .asMap())
        .containsEntry("visibility", "protected")
        .containsEntry("modifiers", "synchronized")
        .containsEntry("startLine", "6")
        .containsEntry("endLine", "7")
        .containsEntry(
            "signature", "<T> T[] pick(Map.Entry<K, ? super T>, T...) throws IOException");
    assertThat(attributes(unit, "p/A#<init>(I)V").asMap())
        .containsEntry("visibility", "package-private")
        .containsEntry("signature", "A(int)")
        .doesNotContainKey("modifiers");
  }

  @Test
  void memberTypesHaveTheModifiersOfTheirSource() throws Exception {
    compile("A", "class A { private static final class B {} protected enum E { X } }");
    assertThat(attributes(read("A$B"), "A$B").asMap())
        .containsEntry("visibility", "private")
        .containsEntry("modifiers", "static final")
        .containsEntry("signature", "class A.B");
    assertThat(attributes(read("A$E"), "A$E").asMap())
        .containsEntry("visibility", "protected")
        .containsEntry("signature", "enum A.E");
  }

  @Test
  void modulesUseModulesAndServices() throws Exception {
    Compiler.compile(
        directory,
        "module-info.java",
        "open module m.n { requires java.sql; uses java.sql.Driver; provides Runnable with p.R; }",
        "p/R.java",
        "package p; public class R implements Runnable { public void run() {} }",
        "p/package-info.java",
        "@Deprecated package p;");
    UnitContent unit = read("module-info");
    assertThat(kinds(unit)).containsExactly(Map.entry("module:m.n", NodeKind.MODULE));
    assertThat(edges(unit, "USES"))
        .containsExactlyInAnyOrder(
            "module:m.n -> module:java.base",
            "module:m.n -> module:java.sql",
            "module:m.n -> java/sql/Driver",
            "module:m.n -> java/lang/Runnable",
            "module:m.n -> p/R");
    assertThat(attributes(unit, "module:m.n").get(Attributes.SIGNATURE))
        .contains("open module m.n");
    assertThat(kinds(read("p/package-info")))
        .containsExactly(Map.entry("p/package-info", NodeKind.MODULE));
  }

  @Test
  void aBrokenGenericSignatureIsLeftOut() throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "G", "<T:Lbroken", "java/lang/Object", null);
    writer.visitField(0, "f", "Ljava/util/List;", "TT", null).visitEnd();
    UnitContent unit = read(writer.toByteArray());
    assertThat(edges(unit, "USES")).containsExactly("G#f:Ljava/util/List; -> java/util/List");
    assertThat(attributes(unit, "G#f:Ljava/util/List;").get(Attributes.SIGNATURE))
        .contains("List f");
  }

  @Test
  void theHashIsThatOfTheFile() throws Exception {
    UnitContent unit = compile("A", "class A {}");
    assertThat(unit.hash())
        .isEqualTo(ContentHash.of(Files.readAllBytes(directory.resolve("A.class"))));
  }

  private UnitContent compile(String name, String source) throws Exception {
    Compiler.compile(directory, name + ".java", source);
    return read(name);
  }

  private UnitContent read(String name) throws IOException, InvalidClassFileException {
    return read(Files.readAllBytes(directory.resolve(name + ".class")));
  }

  private static UnitContent read(byte[] bytes) throws InvalidClassFileException {
    return ClassUnits.read("unit", ContentHash.of(bytes), ClassUnits.open(bytes));
  }

  private static UnitContent generated(java.util.function.Consumer<MethodVisitor> code)
      throws InvalidClassFileException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "G", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    return read(writer.toByteArray());
  }

  private static List<String> edges(UnitContent unit, String kind) {
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < unit.edgeCount(); i++) {
      if (unit.edgeKind(i).name().equals(kind)) {
        edges.add(unit.edgeFrom(i) + " -> " + unit.edgeTo(i));
      }
    }
    return edges;
  }

  private static List<String> usedBy(UnitContent unit, String from) {
    return edges(unit, "USES").stream()
        .filter(edge -> edge.startsWith(from + " -> "))
        .map(edge -> edge.substring(from.length() + 4))
        .toList();
  }

  private static Map<String, NodeKind> kinds(UnitContent unit) {
    Map<String, NodeKind> kinds = new TreeMap<>();
    for (int i = 0; i < unit.definitionCount(); i++) {
      kinds.put(unit.definitionSymbol(i), unit.definitionKind(i));
    }
    return kinds;
  }

  private static Attributes attributes(UnitContent unit, String symbol) {
    for (int i = 0; i < unit.definitionCount(); i++) {
      if (unit.definitionSymbol(i).equals(symbol)) {
        return unit.definitionAttributes(i);
      }
    }
    throw new AssertionError(symbol + " is not defined in " + unit);
  }

  private static String lineOf(UnitContent unit, String from, String to) {
    for (int i = 0; i < unit.edgeCount(); i++) {
      if (unit.edgeFrom(i).equals(from) && unit.edgeTo(i).equals(to)) {
        return unit.edgeAttributes(i).get(Attributes.LINE).orElseThrow();
      }
    }
    throw new AssertionError("no edge from " + from + " to " + to);
  }
}
