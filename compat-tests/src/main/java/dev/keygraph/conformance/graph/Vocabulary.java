package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import java.util.List;
import java.util.Random;

/**
 * A small stock of texts, kinds and attributes, so that random histories define symbols twice,
 * state edges twice, and mention what was removed, all the time; many of the texts are unusual.
 */
final class Vocabulary {
  static final String LONG = "long/Package#" + "x".repeat(460);
  static final String EMOJI = "\uD83D\uDE00";

  static final List<NodeKind> NODE_KINDS =
      List.of(
          NodeKind.FUNCTION,
          NodeKind.STRUCT,
          NodeKind.TRAIT,
          new NodeKind("macro " + EMOJI),
          NodeKind.UNRESOLVED);

  static final List<EdgeKind> EDGE_KINDS =
      List.of(
          EdgeKind.CALLS,
          EdgeKind.IMPLEMENTS,
          EdgeKind.USES,
          new EdgeKind("\0"),
          new EdgeKind("z"));

  static final List<String> SYMBOLS =
      List.of(
          "",
          "\0",
          "\0\0",
          "\0\u0001",
          "a",
          "a\0",
          "a\0b",
          "ab",
          "a/b",
          "a/B#c",
          "a/B#c()V",
          "a/B#cd(La/B;)V",
          "a/b/HashMap",
          "a/b/HashMap#put(I)V",
          "a/b/HashMap#putAll()V",
          "a/b/HashMap$Entry",
          "a/b/HashMap$Entry#<init>()V",
          "a/b/HashMap$1",
          "a/b/c/HashMapPuter",
          "a.b.HttpServer",
          "a/b.X",
          "a/b.c/Y",
          "\u007F",
          "\u0080",
          "é/Été#fooBar:I",
          "\uD800",
          "\uDC00\uD800",
          EMOJI,
          EMOJI + "/" + EMOJI,
          "\uFFFF",
          LONG,
          LONG + "1",
          LONG + "2");

  static final List<String> PATHS =
      List.of(
          "", "\0", "A.java", "A.java\0", "B.java", "b/C.java", EMOJI, "\uFFFF", LONG, LONG + "1");

  private static final List<String> NAMES =
      List.of("line", "startLine", "visibility", "signature", "", "own", "\0", EMOJI);
  private static final List<String> VALUES =
      List.of("", "0", "7", "007", "-1", "1073741823", "1073741824", "2147483648", "public", EMOJI);

  private Vocabulary() {}

  static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  static NodeKind nodeKind(Random random) {
    return NODE_KINDS.get(random.nextInt(NODE_KINDS.size() - 1));
  }

  static Attributes attributes(Random random) {
    Attributes.Builder attributes = Attributes.builder();
    while (random.nextInt(5) < 2) {
      attributes.put(pick(random, NAMES), pick(random, VALUES));
    }
    return attributes.build();
  }
}
