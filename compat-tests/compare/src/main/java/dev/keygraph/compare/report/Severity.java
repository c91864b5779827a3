package dev.keygraph.compare.report;

/** How much a finding weighs. */
public enum Severity {
  /** Two contenders answered a question differently: the comparison failed. */
  DIFFERENCE,
  /** A contender could not do its work; figures of it are missing. */
  FAILURE,
  /** Something that one has to know to read the figures. */
  NOTE
}
