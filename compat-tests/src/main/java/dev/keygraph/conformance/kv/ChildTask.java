package dev.keygraph.conformance.kv;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;

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

  /** Uses what is closed, from many threads. */
  MISUSE {
    @Override
    void run(Child child) throws Exception {
      Misuse.run(child.conformance(), child.directory(), (int) child.number(0));
      child.say("survived");
    }
  },

  /** Commits the transactions of a {@link KillScript}, until it is killed. */
  COMMIT {
    @Override
    void run(Child child) {
      KillScript script = new KillScript(child.number(0));
      script.prepare();
      child.say("ready");
      if (child.hear() == null) {
        return;
      }
      child.say("opening");
      KvStore store = child.open();
      long number = KvGroup.read(store, KillScript::numberOf);
      child.say("opened " + number);
      while (true) {
        long next = ++number;
        KvGroup.write(
            store,
            transaction -> {
              script.apply(next, transaction);
              child.say("begin " + next);
            });
        child.say("acknowledged " + next);
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
