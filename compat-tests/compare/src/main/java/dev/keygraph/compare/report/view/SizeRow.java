package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.Distribution;
import java.util.List;

/** A distribution as a row of a table: what no figure says. */
public final class SizeRow {
  private SizeRow() {}

  /** Returns the titles of the columns. */
  public static List<String> titles() {
    return List.of(
        "Question",
        "Contender",
        "Asked",
        "Mean",
        "Least",
        "Greatest",
        "Edges: mean",
        "p50",
        "p99",
        "greatest",
        "Results: mean",
        "p50",
        "p99",
        "greatest");
  }

  /** Returns the cells of a row. */
  public static List<String> of(Distribution distribution) {
    Distribution.Sizes edges = distribution.edges();
    Distribution.Sizes results = distribution.results();
    return List.of(
        Words.title(distribution.key()),
        distribution.key().contender(),
        Quantity.count(distribution.count()),
        Quantity.text(distribution.mean(), distribution.unit()),
        Quantity.text(distribution.min(), distribution.unit()),
        Quantity.text(distribution.max(), distribution.unit()),
        Quantity.number(edges.mean()),
        Quantity.count(edges.p50()),
        Quantity.count(edges.p99()),
        Quantity.count(edges.max()),
        Quantity.number(results.mean()),
        Quantity.count(results.p50()),
        Quantity.count(results.p99()),
        Quantity.count(results.max()));
  }
}
