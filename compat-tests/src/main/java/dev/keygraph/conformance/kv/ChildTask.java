package dev.keygraph.conformance.kv;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a child process does. */
enum ChildTask {

  /** Opens the store and holds it until the parent says a word. */
  HOLD {
    @Override
    void run(Child child) {
      KvStore store = child.open();
      KvGroup.put(store, Bytes.of(1), Bytes.of(1));
      child.say("open");
      child.hear();
      store.close();
      child.say("closed");
    }
  },

  /** Commits as many transactions of a script as the parent says, until that says a word. */
  WRITE {
    @Override
    void run(Child child) {
      KillScript script = new KillScript(child.number(0));
      KvStore store = child.open();
      long number = KvGroup.read(store, KillScript::numberOf);
      child.say("at " + number);
      for (String line = child.hear(); line != null && !line.equals("close"); line = child.hear()) {
        long end = number + Long.parseLong(line);
        while (number < end) {
          long next = ++number;
          KvGroup.write(store, transaction -> script.apply(next, transaction));
        }
        child.say("at " + number);
      }
      store.close();
      child.say("closed");
    }
  },

  /** Reads, with a snapshot that stays open, and says what it sees when the parent asks. */
  READ {
    @Override
    void run(Child child) {
      KillScript script = new KillScript(child.number(0));
      KvStore store = child.openReadOnly();
      KvSnapshot old = store.snapshot();
      child.say("at " + KillScript.numberOf(old));
      for (String line = child.hear(); "look".equals(line); line = child.hear()) {
        child.say(
            "old " + check(script, old) + " new " + KvGroup.read(store, s -> check(script, s)));
      }
      old.close();
      store.close();
    }

    private long check(KillScript script, KvSnapshot snapshot) {
      NavigableMap<byte[], byte[]> state = Bytes.map();
      long number = KillScript.numberOf(snapshot);
      for (long i = 1; i <= number; i++) {
        script.apply(i, state);
      }
      Entries.check(snapshot, state);
      return number;
    }
  },

  /** Tries to open the store, and says how that ended. */
  TRY {
    @Override
    void run(Child child) {
      try (KvStore store = child.open()) {
        child.say("opened " + store.engineName());
      } catch (KvException e) {
        child.say(e.getClass().getSimpleName());
      }
    }
  },

  /** Writes, and ends without having closed anything. */
  LEAVE {
    @Override
    void run(Child child) {
      KvStore store = child.open();
      KvGroup.put(store, Bytes.of(1), Bytes.of(1));
      KvSnapshot snapshot = store.snapshot();
      snapshot.cursor().first();
      child.say("left");
    }
  },

  /** Writes at the end of a stack. */
  DEEP_STACK {
    @Override
    void run(Child child) throws Exception {
      KvStore store = child.open();
      DeepStack.run(store);
      store.close();
      child.say("survived");
    }
  },

  /** Uses what is closed, from many threads. */
  MISUSE {
    @Override
    void run(Child child) throws Exception {
      Misuse.run(child.conformance(), child.directory(), (int) child.number(0));
      child.say("survived");
    }
  },

  /** Commits to the stores of a {@link KillLoop}, each on its own thread, until it is killed. */
  COMMIT {
    @Override
    void run(Child child) throws Exception {
      List<Path> stores = KilledStore.directories(child.directory());
      rehearse(child);
      child.say("ready");
      if (child.hear() == null) {
        return;
      }
      child.say("opening");
      ExecutorService threads =
          Executors.newFixedThreadPool(
              stores.size(),
              work -> {
                Thread thread = new Thread(work, "committer");
                thread.setDaemon(true);
                return thread;
              });
      CompletionService<Void> commits = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < stores.size(); i++) {
        int index = i;
        commits.submit(() -> commit(child, index, stores.get(index)));
      }
      // None of them ends but by a failure.
      commits.take().get();
    }

    /** Loads what opening and committing need, so that kills hit those and no class loading. */
    private void rehearse(Child child) {
      KillScript script = new KillScript(child.number(0));
      try (KvStore store = child.open(child.directory().resolveSibling("rehearsal"))) {
        for (int i = 1; i <= 3; i++) {
          long number = i;
          KvGroup.write(store, transaction -> script.apply(number, transaction));
        }
        KvGroup.read(store, KillScript::numberOf);
      }
    }

    private Void commit(Child child, int index, Path directory) {
      KillScript script = KilledStore.script(child.number(0), index);
      KvStore store = child.open(directory);
      long number = KvGroup.read(store, KillScript::numberOf);
      child.say(index + " opened " + number);
      while (true) {
        long next = ++number;
        KvGroup.write(
            store,
            transaction -> {
              script.apply(next, transaction);
              child.say(index + " begin " + next);
            });
        child.say(index + " acknowledged " + next);
      }
    }
  },

  /** Replaces the whole content, again and again, until it is killed. */
  REBUILD {
    @Override
    void run(Child child) {
      KvStore store = child.open();
      for (long number = child.number(0); ; number++) {
        child.say("begin " + number);
        RebuildTests.rebuild(store, number);
        child.say("acknowledged " + number);
      }
    }
  };

  abstract void run(Child child) throws Exception;
}
