package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.KeyGraph;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read, what is skipped, and what a second run does. */
final class IndexerTest {
  @TempDir Path directory;

  private Graph graph;
  private Path classes;

  @BeforeEach
  void open() throws IOException {
    graph = KeyGraph.inMemory();
    classes = Files.createDirectory(directory.resolve("classes"));
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void aSecondRunTouchesOnlyWhatChanged() throws IOException {
    Compiler.compile(
        classes, "A.java", "class A {}", "B.java", "class B {}", "C.java", "class C {}");
    IndexReport first = index(classes);
    assertThat(first.added()).isEqualTo(3);
    assertThat(first.skipped()).isEmpty();
    assertThat(units()).containsExactly("classes/A.class", "classes/B.class", "classes/C.class");

    Compiler.compile(classes, "B.java", "class B { int changed; }", "D.java", "class D {}");
    Files.delete(classes.resolve("C.class"));
    IndexReport second = index(classes);
    assertThat(second.added()).isEqualTo(1);
    assertThat(second.changed()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(second.removed()).isEqualTo(1);
    assertThat(units()).containsExactly("classes/A.class", "classes/B.class", "classes/D.class");
    try (GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.node("B#changed:I")).isNotEqualTo(GraphSnapshot.NO_NODE);
      assertThat(snapshot.node("C")).isEqualTo(GraphSnapshot.NO_NODE);
    }

    long version = graph.version();
    IndexReport third = index(classes);
    assertThat(third.unchanged()).isEqualTo(3);
    assertThat(graph.version()).isEqualTo(version);
  }

  @Test
  void whatLiesElsewhereIsLeftAlone() throws IOException {
    Path other = Files.createDirectory(directory.resolve("classes2"));
    Compiler.compile(classes, "A.java", "class A {}");
    Compiler.compile(other, "B.java", "class B {}");
    index(classes, other);
    Files.delete(classes.resolve("A.class"));
    assertThat(index(classes).removed()).isEqualTo(1);
    assertThat(units()).containsExactly("classes2/B.class");
  }

  @Test
  void unitsAreNamedAlikeHoweverTheirPathIsSpelt() throws IOException {
    Compiler.compile(classes, "p/A.java", "package p; class A {}");
    index(classes);
    IndexReport again =
        index(classes.resolve("..").resolve("classes"), classes.resolve("p/A.class"));
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.skipped()).isEmpty();
    assertThat(units()).containsExactly("classes/p/A.class");
    assertThat(index(directory).unchanged()).isEqualTo(1);
    assertThat(units()).containsExactly("classes/p/A.class");
  }

  @Test
  void theBaseDirectoryOwnsNoModuleOfTheJdk() throws IOException {
    index(Set.of("java.security.jgss"), List.of());
    int modules = units().size();
    assertThat(modules).isGreaterThan(10);
    assertThat(units()).allMatch(unit -> unit.startsWith("jdk:java.security.jgss/"));
    Compiler.compile(classes, "A.java", "class A {}");
    assertThat(index(directory).removed()).isZero();
    assertThat(units()).hasSize(modules + 1);
  }

  @Test
  void brokenFilesAreNamedAndTheRestIsIndexed() throws IOException {
    Compiler.compile(classes, "A.java", "class A { int f() { return 1; } }");
    byte[] good = Files.readAllBytes(classes.resolve("A.class"));
    Files.write(classes.resolve("Truncated.class"), Arrays.copyOf(good, good.length / 2));
    Files.write(classes.resolve("Header.class"), Arrays.copyOf(good, 9));
    Files.write(classes.resolve("Empty.class"), new byte[0]);
    Files.writeString(classes.resolve("Text.class"), "this is no class file");
    byte[] newer = good.clone();
    newer[7] = (byte) 250;
    Files.write(classes.resolve("Newer.class"), newer);
    Files.write(classes.resolve("broken.jar"), new byte[] {'P', 'K', 3, 4, 0, 0, 0});

    IndexReport report = index(classes);
    assertThat(report.added()).isEqualTo(1);
    assertThat(units()).containsExactly("classes/A.class");
    assertThat(reasons(report).keySet())
        .containsExactly(
            "classes/Empty.class",
            "classes/Header.class",
            "classes/Newer.class",
            "classes/Text.class",
            "classes/Truncated.class",
            "classes/broken.jar");
    assertThat(reasons(report).get("classes/Text.class")).isEqualTo("not a class file");
    assertThat(reasons(report).get("classes/Newer.class")).contains("250", "newer");
    assertThat(reasons(report).get("classes/broken.jar")).contains("broken or truncated jar");
  }

  @Test
  void everyTruncationAndManyCorruptionsOfAClassFileAreSurvived() throws Exception {
    Compiler.compile(
        classes,
        "A.java",
        "class A<T> { Runnable f(int i) { switch (i) { case 1: case 2: case 3: break; } "
            + "return () -> System.out.println(i); } record R(int x) {} }");
    byte[] good = Files.readAllBytes(classes.resolve("A.class"));
    int broken = 0;
    for (int length = 0; length < good.length; length++) {
      broken += isBroken(Arrays.copyOf(good, length)) ? 1 : 0;
    }
    assertThat(broken).isGreaterThan(good.length * 9 / 10);
    for (int at = 8; at < good.length; at++) {
      for (int bits : new int[] {0x01, 0x80, 0xFF}) {
        byte[] flipped = good.clone();
        flipped[at] ^= (byte) bits;
        isBroken(flipped);
      }
    }
  }

  @Test
  void aFileThatBreaksIsGoneAsFromACleanIndex() throws IOException {
    Compiler.compile(classes, "A.java", "class A {}", "B.java", "class B {}");
    index(classes);
    Files.writeString(classes.resolve("B.class"), "half written");
    IndexReport report = index(classes);
    assertThat(report.removed()).isEqualTo(1);
    assertThat(report.skipped()).hasSize(1);
    assertThat(units()).containsExactly("classes/A.class");
  }

  @Test
  void aClassThatComesTwiceIsTakenFromWhereItComesFirst() throws IOException {
    Path second = Files.createDirectory(directory.resolve("second"));
    Compiler.compile(classes, "A.java", "class A { int first; }");
    Compiler.compile(second, "A.java", "class A { int second; }", "B.java", "class B {}");
    IndexReport report = index(classes, second);
    assertThat(report.added()).isEqualTo(2);
    assertThat(reasons(report))
        .containsExactly(Map.entry("second/A.class", "A comes from classes/A.class already"));
    assertThat(units()).containsExactly("classes/A.class", "second/B.class");
  }

  @Test
  void jarsAreReadAsTheRunningJdkLoadsThem() throws IOException {
    Compiler.compile(
        classes,
        "p/A.java",
        "package p; class A { int base; }",
        "p/B.java",
        "package p; class B {}");
    byte[] base = Files.readAllBytes(classes.resolve("p/A.class"));
    byte[] other = Files.readAllBytes(classes.resolve("p/B.class"));
    Compiler.compile(classes, "p/A.java", "package p; class A { int eleven; }");
    byte[] eleven = Files.readAllBytes(classes.resolve("p/A.class"));
    Path jar = directory.resolve("lib.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      entry(out, "p/A.class", base);
      entry(out, "p/B.class", other);
      entry(out, "META-INF/versions/11/p/A.class", eleven);
      entry(out, "META-INF/versions/999/p/A.class", new byte[] {1, 2, 3});
    }
    IndexReport report = index(jar);
    assertThat(report.skipped()).isEmpty();
    assertThat(report.multiRelease()).containsExactly("lib.jar");
    assertThat(units()).containsExactly("lib.jar!/p/A.class", "lib.jar!/p/B.class");
    try (GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.node("p/A#eleven:I")).isNotEqualTo(GraphSnapshot.NO_NODE);
      assertThat(snapshot.node("p/A#base:I")).isEqualTo(GraphSnapshot.NO_NODE);
    }
    Files.delete(jar);
    assertThat(index(jar).removed()).isEqualTo(2);
    assertThat(units()).isEmpty();
  }

  @Test
  void whatLiesBelowMetaInfOfADirectoryIsLeftOutAsTheJvmDoes() throws IOException {
    Compiler.compile(classes, "p/A.java", "package p; class A { int nine; }");
    Path version = Files.createDirectories(classes.resolve("META-INF/versions/9/p"));
    Files.move(classes.resolve("p/A.class"), version.resolve("A.class"));
    Files.write(version.resolve("broken.jar"), new byte[] {1});
    Compiler.compile(classes, "p/A.java", "package p; class A { int base; }");
    IndexReport report = index(classes);
    assertThat(report.skipped()).isEmpty();
    assertThat(units()).containsExactly("classes/p/A.class");
  }

  @Test
  void archivesThatAreNotReadAreNamed() throws IOException {
    Compiler.compile(classes, "A.java", "class A {}");
    byte[] good = Files.readAllBytes(classes.resolve("A.class"));
    byte[] nested = {'P', 'K'};
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(classes.resolve("boot.jar")))) {
      entry(out, "BOOT-INF/classes/A.class", good);
      entry(out, "BOOT-INF/lib/b.jar", nested);
      entry(out, "BOOT-INF/lib/c.jar", nested);
      entry(out, "META-INF/d.jar", nested);
    }
    Path war = classes.resolve("site.war");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war))) {
      entry(out, "WEB-INF/classes/A.class", good);
      entry(out, "WEB-INF/lib/b.jar", nested);
    }
    Files.write(classes.resolve("base.jmod"), nested);
    Files.write(classes.resolve("all.ear"), nested);
    Files.delete(classes.resolve("A.class"));

    assertThat(reasons(index(classes)))
        .containsExactly(
            Map.entry("classes/all.ear", "a .ear is read only where it is named itself"),
            Map.entry("classes/base.jmod", "a .jmod is not read; name its module with --jdk"),
            Map.entry(
                "classes/boot.jar", "the 2 jars within it are not read; unpack them and name them"),
            Map.entry("classes/site.war", "a .war is read only where it is named itself"));
    assertThat(units()).containsExactly("classes/boot.jar!/BOOT-INF/classes/A.class");
    assertThat(reasons(index(war)))
        .containsExactly(
            Map.entry(
                "classes/site.war!/WEB-INF/lib/b.jar",
                "a jar within a jar is not read; unpack it and name it"));
    assertThat(units()).contains("classes/site.war!/WEB-INF/classes/A.class");
  }

  @Test
  void entriesOfHostileJarsAreNamedAndTheRestIsIndexed() throws IOException {
    Compiler.compile(classes, "A.java", "class A {}");
    byte[] good = Files.readAllBytes(classes.resolve("A.class"));
    Path jar = directory.resolve("hostile.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "../../Escape.class", good);
      entry(out, "A.class", good);
      entry(out, "Bomb.class", new byte[ClassFiles.DEFAULT_MAX_BYTES + 1]);
      entry(out, "Text.class", new byte[] {1});
    }
    IndexReport report = index(jar);
    assertThat(units()).containsExactly("hostile.jar!/A.class");
    assertThat(reasons(report).keySet())
        .containsExactly(
            "hostile.jar!/../../Escape.class",
            "hostile.jar!/Bomb.class",
            "hostile.jar!/Text.class");
    assertThat(reasons(report).get("hostile.jar!/Bomb.class")).contains("too large");
    assertThat(reasons(report).get("hostile.jar!/../../Escape.class"))
        .contains("out of the archive");
  }

  @Test
  void aJarOfManyBombsIsLeftAtSomePoint() throws IOException {
    Compiler.compile(classes, "A.java", "class A {}");
    Path jar = directory.resolve("bombs.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "A.class", Files.readAllBytes(classes.resolve("A.class")));
      for (int i = 10; i < 20; i++) {
        entry(out, "B" + i + ".class", new byte[15 << 20]);
      }
    }
    IndexReport report = index(jar);
    assertThat(units()).containsExactly("bombs.jar!/A.class");
    assertThat(reasons(report).get("bombs.jar")).contains("100 times its size");
    assertThat(reasons(report))
        .containsKey("bombs.jar!/B10.class")
        .doesNotContainKey("bombs.jar!/B19.class");
  }

  @Test
  void everyTruncationOfAJarIsSurvived() throws IOException {
    Compiler.compile(classes, "A.java", "class A {}");
    Path jar = directory.resolve("a.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "A.class", Files.readAllBytes(classes.resolve("A.class")));
    }
    byte[] whole = Files.readAllBytes(jar);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(jar, Arrays.copyOf(whole, length));
      assertThat(index(jar).skipped()).hasSize(1);
      assertThat(units()).isEmpty();
    }
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    IndexReport report = index(directory.resolve("nowhere"));
    assertThat(reasons(report)).containsExactly(Map.entry("nowhere", "no such file or directory"));
  }

  @Test
  void anErrorOfAThreadThatReadsComesOutAsItIs() {
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
    ClassFiles source =
        new ClassFiles() {
          @Override
          public boolean owns(String unitPath) {
            return false;
          }

          @Override
          public void read(Sink sink) {
            throw error;
          }
        };
    assertThatThrownBy(() -> index(List.of(source))).isSameAs(error);
  }

  @Test
  void theOrderOfNodesDoesNotDependOnTiming() throws IOException {
    index(Set.of("java.sql"), List.of());
    List<String> first = symbols();
    try (Graph other = KeyGraph.inMemory()) {
      graph.close();
      graph = other;
      index(Set.of("java.sql"), List.of());
      assertThat(symbols()).isEqualTo(first);
    }
  }

  private static boolean isBroken(byte[] bytes) {
    try {
      ClassUnits.read("x", ContentHash.of(bytes), ClassUnits.open(bytes));
      return false;
    } catch (InvalidClassFileException e) {
      return true;
    }
  }

  private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private IndexReport index(Path... paths) {
    return index(Set.of(), List.of(paths));
  }

  private IndexReport index(Set<String> modules, List<Path> paths) {
    return index(
        Sources.of(modules, paths, new UnitPaths(directory), ClassFiles.DEFAULT_MAX_BYTES));
  }

  private IndexReport index(List<ClassFiles> sources) {
    List<Skipped> told = new ArrayList<>();
    IndexListener listener =
        new IndexListener() {
          @Override
          public void skipped(Skipped skipped) {
            told.add(skipped);
          }

          @Override
          public void looked(long classFiles) {}

          @Override
          public void storing(ImportProgress.Phase phase, long done, long total) {}
        };
    IndexReport report =
        new Indexer(graph, ImportOptions.defaults().withMemoryBytes(8 << 20), listener)
            .index(sources);
    assertThat(report.skipped()).isEqualTo(told);
    return report;
  }

  private static Map<String, String> reasons(IndexReport report) {
    Map<String, String> reasons = new TreeMap<>();
    report.skipped().forEach(skipped -> reasons.put(skipped.path(), skipped.reason()));
    return reasons;
  }

  private List<String> units() {
    List<String> paths = new ArrayList<>();
    try (GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.units(unit -> paths.add(unit.path()));
    }
    return paths;
  }

  private List<String> symbols() {
    List<String> symbols = new ArrayList<>();
    try (GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.nodes(node -> symbols.add(snapshot.symbol(node)));
    }
    return symbols;
  }
}
