package dev.keygraph.compare.run;

import dev.keygraph.compare.report.Finding;
import java.util.ArrayList;
import java.util.List;

/** Remembers findings. */
final class SilentListener implements ComparisonListener {
  final List<Finding> findings = new ArrayList<>();

  @Override
  public void progress(String task, long done, long total) {
    // Nobody looks.
  }

  @Override
  public void found(Finding finding) {
    findings.add(finding);
  }
}
