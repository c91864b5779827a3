package dev.keygraph.compare.question;

import java.util.Locale;

/**
 * A kind of question. A question is about its <i>subject</i>, a symbol or the path of a unit; an
 * answer is a set of nodes, each with a <i>detail</i>, a number. A subject that does not exist has
 * an empty answer.
 */
public enum QuestionKind {
  /**
   * The node of a symbol. Detail: the {@link String#hashCode()} of the name of its kind. (Zero
   * hops.)
   */
  DEFINITION(Group.SIMPLE),
  /** The functions that call a function. Detail: 1. */
  CALLERS(Group.SIMPLE),
  /** The functions that a function calls. Detail: 1. */
  CALLEES(Group.SIMPLE),
  /** What calls a function in at most two steps, but the function. Detail: the distance. */
  CALLERS_2(Group.SIMPLE),
  /** The types that implement or extend a type, directly or not. Detail: 1. */
  IMPLEMENTATIONS(Group.MULTI_HOP),
  /** What calls a function in at most three steps, but the function. Detail: the distance. */
  BLAST_RADIUS_3(Group.MULTI_HOP),
  /** What calls a function in at most five steps, but the function. Detail: the distance. */
  BLAST_RADIUS_5(Group.MULTI_HOP),
  /**
   * The functions that lie on a cycle of calls among what a unit defines and all neighbours of that
   * along calls, in both directions. Detail: how many nodes reach each other there, the node itself
   * included.
   */
  CYCLES(Group.SUBGRAPH);

  private final Group group;

  QuestionKind(Group group) {
    this.group = group;
  }

  /** Returns the group. */
  public Group group() {
    return group;
  }

  /** Returns the name in figures: {@code callers-2}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
