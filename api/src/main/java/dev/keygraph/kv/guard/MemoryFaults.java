package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvIoException;

/**
 * What the JVM throws where an access to mapped memory fails, because the file below was cut off or
 * its disk cannot be read: an error of the machine by its class, and one of the file system by its
 * cause.
 */
final class MemoryFaults {
  private MemoryFaults() {}

  /** Returns the exception for a fault; throws every other error as it is. */
  static KvIoException named(StoreName name, InternalError failure) {
    String message = failure.getMessage();
    if (message == null || !message.contains("unsafe memory access")) {
      throw failure;
    }
    return new KvIoException(
        "%s: a part of its files that is mapped into memory cannot be read: a file was cut off, or the disk fails; close the store, check the disk, and run keygraph verify"
            .formatted(name),
        failure);
  }
}
