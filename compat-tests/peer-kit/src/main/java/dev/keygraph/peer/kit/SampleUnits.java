package dev.keygraph.peer.kit;

import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random units over few symbols, so that much is defined and stated by several units: with cycles,
 * functions that call themselves, subtypes of each other, symbols that nobody defines, units that
 * say nothing.
 */
final class SampleUnits {
  private static final int FUNCTIONS = 40;
  private static final int TYPES = 14;

  /** By code points the last one is the greatest, by UTF-16 it is not. */
  private static final List<String> PATHS =
      List.of("a", "b/c", "b", "b/\u00e9", "z\uffee", "z\ud83d\ude00");

  private final Random random;

  SampleUnits(long seed) {
    random = new Random(seed);
  }

  /** Returns a unit for each path. */
  List<UnitContent> all() {
    return PATHS.stream().map(this::unit).toList();
  }

  /** Returns another content of one of the paths. */
  UnitContent any() {
    return unit(PATHS.get(random.nextInt(PATHS.size())));
  }

  private UnitContent unit(String path) {
    UnitContent.Builder unit = UnitContent.builder(path);
    if (random.nextInt(8) == 0) {
      return unit.build();
    }
    for (int i = 0; i < 12; i++) {
      define(unit, function(), random.nextInt(4) == 0 ? NodeKind.FIELD : NodeKind.FUNCTION);
    }
    for (int i = 0; i < 5; i++) {
      define(unit, type(), random.nextBoolean() ? NodeKind.TRAIT : NodeKind.STRUCT);
      unit.edge(type(), EdgeKind.IMPLEMENTS, type());
      unit.edge(type(), EdgeKind.EXTENDS, type());
      unit.edge(function(), EdgeKind.USES, type());
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      unit.edge(function(), EdgeKind.CALLS, function(), attributes());
    }
    return unit.build();
  }

  private void define(UnitContent.Builder unit, String symbol, NodeKind kind) {
    try {
      unit.define(symbol, kind, attributes());
    } catch (IllegalArgumentException e) {
      // The unit defines it already, in another way.
    }
  }

  private Attributes attributes() {
    return random.nextBoolean()
        ? Attributes.EMPTY
        : Attributes.builder().line(random.nextInt(100)).build();
  }

  private String function() {
    return function(random.nextInt(FUNCTIONS));
  }

  private static String function(int number) {
    return "Type\u00df#function" + number + "(Ljava/lang/Object;)V";
  }

  private String type() {
    return type(random.nextInt(TYPES));
  }

  private static String type(int number) {
    return "type/\ud83d\ude00" + number;
  }

  /** Returns every question about every symbol and path, and about some that there are not. */
  static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (QuestionKind kind : QuestionKind.values()) {
      for (String subject : subjects(kind)) {
        questions.add(new Question(kind, subject));
      }
      questions.add(new Question(kind, "nobody"));
    }
    return questions;
  }

  private static List<String> subjects(QuestionKind kind) {
    List<String> subjects = new ArrayList<>();
    switch (kind) {
      case CYCLES -> subjects.addAll(PATHS);
      // Of a function, keygraph tells who overrides it: that is another question.
      case IMPLEMENTATIONS -> addTypes(subjects);
      case DEFINITION -> {
        addTypes(subjects);
        addFunctions(subjects);
      }
      case CALLERS, CALLEES, CALLERS_2, BLAST_RADIUS_3, BLAST_RADIUS_5 -> addFunctions(subjects);
    }
    return subjects;
  }

  private static void addTypes(List<String> subjects) {
    for (int i = 0; i < TYPES; i++) {
      subjects.add(type(i));
    }
  }

  private static void addFunctions(List<String> subjects) {
    for (int i = 0; i < FUNCTIONS; i++) {
      subjects.add(function(i));
    }
  }
}
