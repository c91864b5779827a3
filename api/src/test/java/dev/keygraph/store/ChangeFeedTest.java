package dev.keygraph.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitInfo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners have not heard of is counted, and a keeper is told of it. */
final class ChangeFeedTest {
  private static final UnitChange CHANGE =
      new UnitChange(null, new UnitInfo("unit", ContentHash.of(new byte[0]), 1, 1, 1));

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  /** Permission to hear of one commit each. */
  private final Semaphore turns = new Semaphore(0);

  private final Semaphore heard = new Semaphore(0);

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(before);
  }

  private ChangeFeed slowlyHeard(long warnBacklog) {
    ChangeFeed feed = new ChangeFeed("/the/store", 0, warnBacklog);
    feed.add(changes -> turns.acquireUninterruptibly());
    feed.add(changes -> heard.release());
    return feed;
  }

  private static void publish(ChangeFeed feed, int from, int to, int units) {
    List<UnitChange> changes = Collections.nCopies(units, CHANGE);
    for (int version = from; version <= to; version++) {
      feed.publish(version, () -> changes);
    }
  }

  private long warnings() {
    return log.toString(UTF_8).lines().filter(line -> line.contains("have not heard")).count();
  }

  private void hear(ChangeFeed feed, int commits, long left) {
    turns.release(commits);
    heard.acquireUninterruptibly(commits);
    while (feed.backlog() > left) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLongQueueIsLoggedOnceUntilItWasShort() {
    ChangeFeed feed = slowlyHeard(10);
    publish(feed, 1, 5, 2);
    assertThat(feed.backlog()).isEqualTo(10);
    assertThat(warnings()).isZero();
    publish(feed, 6, 8, 2);
    assertThat(feed.backlog()).isEqualTo(16);
    assertThat(warnings()).isEqualTo(1);
    assertThat(log.toString(UTF_8))
        .contains("12 changed units in 6 commits", "/the/store", "keygraph.changes.warn-backlog");

    hear(feed, 5, 6);
    publish(feed, 9, 12, 2);
    assertThat(feed.backlog()).isEqualTo(14);
    assertThat(warnings()).as("more than half of the limit was left").isEqualTo(1);

    hear(feed, 6, 2);
    publish(feed, 13, 18, 2);
    assertThat(feed.backlog()).isEqualTo(14);
    assertThat(warnings()).isEqualTo(2);
    turns.release(100);
    feed.end();
    assertThat(feed.backlog()).isZero();
  }

  @Test
  void noLimitIsNoWarning() {
    ChangeFeed feed = slowlyHeard(0);
    publish(feed, 1, 100, 100);
    assertThat(feed.backlog()).isEqualTo(10_000);
    assertThat(warnings()).isZero();
    turns.release(100);
    feed.end();
  }

  @Test
  void nothingWaitsWhereNobodyListens() {
    ChangeFeed feed = new ChangeFeed("/the/store", 0, 1);
    publish(feed, 1, 100, 100);
    assertThat(feed.backlog()).isZero();
    assertThat(warnings()).isZero();
    feed.end();
  }
}
