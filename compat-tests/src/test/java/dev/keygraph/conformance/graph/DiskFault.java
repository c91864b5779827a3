package dev.keygraph.conformance.graph;

import dev.keygraph.faults.Call;
import dev.keygraph.faults.Faults;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvOutOfSpaceException;
import java.util.SplittableRandom;

/** What happens to the disk. */
enum DiskFault {
  /** It fills up. */
  FULL,
  /** It has space, and a quota is used up. */
  QUOTA,
  /** Writes fail, from one of them on. */
  WRITE,
  /** Syncs fail, from one of them on, and what they should have kept is not on the disk. */
  SYNC;

  void begin(Faults faults, ForgetfulFileSystem files, SplittableRandom random) {
    switch (this) {
      case FULL -> faults.capacity(files.used() + random.nextInt(9) * 4096L);
      case QUOTA -> faults.quota(files.used() + random.nextInt(9) * 4096L);
      case WRITE -> faults.failAfter(Call.WRITE, random.nextInt(40));
      case SYNC -> faults.failAfter(Call.SYNC, random.nextInt(8));
    }
  }

  Class<?> error() {
    return this == FULL || this == QUOTA ? KvOutOfSpaceException.class : KvIoException.class;
  }
}
