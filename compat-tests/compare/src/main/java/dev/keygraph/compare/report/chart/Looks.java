package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How contenders are drawn, the same in every chart of a report: an engine has a colour and a shape
 * of marker, a tier has a style. The colours themselves are the page's.
 */
public final class Looks {
  /** How many colours the page has: {@code c0}, {@code c1} and so on. */
  public static final int COLOURS = 9;

  private static final int MARKERS = 4;
  private static final Look OTHER = new Look("c6", 0);

  private final Map<String, Look> looks = new HashMap<>();
  private final Set<String> peers = new HashSet<>();

  /** Gives engines their colours, in their order. */
  public Looks(List<ContenderInfo> contenders) {
    List<String> engines = new ArrayList<>();
    for (ContenderInfo contender : contenders) {
      if (!engines.contains(contender.engine())) {
        engines.add(contender.engine());
      }
      int index = engines.indexOf(contender.engine());
      String tier = contender.tier() == Tier.HOT ? " hot" : "";
      looks.put(contender.name(), new Look("c" + index % COLOURS + tier, index % MARKERS));
      if (contender.peer()) {
        peers.add(contender.name());
      }
    }
  }

  /** Returns the look of a contender. */
  public Look of(String contender) {
    return looks.getOrDefault(contender, OTHER);
  }

  /** Returns whether a contender is a peer, which its name says where it stands. */
  public boolean isPeer(String contender) {
    return peers.contains(contender);
  }

  /**
   * A look.
   *
   * @param style the classes of the style sheet
   * @param marker the number of the marker's shape
   */
  public record Look(String style, int marker) {}
}
