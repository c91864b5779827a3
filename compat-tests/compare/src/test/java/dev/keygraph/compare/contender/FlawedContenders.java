package dev.keygraph.compare.contender;

import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.graph.UnitContent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The memory engine, with flaws: shows what becomes of contenders that have some. */
public final class FlawedContenders implements ContenderFactory {
  /** What is wrong with a contender; its name is its lower case. */
  public enum Flaw {
    /** An answer lacks its first node. */
    FORGETS,
    /** The process ends in the middle of the load. */
    DIES,
    /** The load never ends. */
    HANGS,
    /** The load throws. */
    THROWS,
    /** It prints to standard output, which is no flaw. */
    CHATTERS;

    /** Returns the name of the contender that has it. */
    public String contender() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the contender with a flaw. */
  public static ContenderInfo with(Flaw flaw) {
    return new ContenderInfo(
        flaw.contender(), "memory", Tier.COLD, List.of("unsafe"), false, Map.of());
  }

  @Override
  public List<ContenderInfo> contenders() {
    return Arrays.stream(Flaw.values()).map(FlawedContenders::with).toList();
  }

  @Override
  public Contender open(ContenderInfo contender, OpenOptions options) {
    return new Flawed(
        Contenders.open("memory", options),
        Flaw.valueOf(contender.name().toUpperCase(Locale.ROOT)));
  }

  private record Flawed(Contender sound, Flaw flaw) implements Contender {
    @Override
    public boolean isEmpty() {
      return sound.isEmpty();
    }

    @Override
    public long load(Iterator<UnitContent> units) {
      switch (flaw) {
        case DIES -> Runtime.getRuntime().halt(42);
        case HANGS -> hang();
        case THROWS -> throw new IllegalStateException("the disk is on fire");
        case CHATTERS -> System.out.println("{\"type\":\"Done\"}");
        case FORGETS -> {
          // It forgets later.
        }
      }
      return sound.load(units);
    }

    private static void hang() {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void save(UnitContent unit) {
      sound.save(unit);
    }

    @Override
    public long commitNanos() {
      return sound.commitNanos();
    }

    @Override
    public ContenderReader reader() {
      ContenderReader reader = sound.reader();
      return flaw == Flaw.FORGETS ? new Forgetful(reader) : reader;
    }

    @Override
    public long bytesOnDisk() {
      return sound.bytesOnDisk();
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  private record Forgetful(ContenderReader sound) implements ContenderReader {
    @Override
    public Prepared prepare(Question question) {
      Prepared prepared = sound.prepare(question);
      if (question.kind() != QuestionKind.CALLERS) {
        return prepared;
      }
      return answer -> {
        int[] nodes = {0};
        return prepared.ask(
            (node, detail) -> {
              if (nodes[0]++ > 0) {
                answer.node(node, detail);
              }
            });
      };
    }

    @Override
    public String symbol(long node) {
      return sound.symbol(node);
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
