package dev.keygraph.conformance.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What can happen to the files of a store while it is closed. */
enum Damage {
  /** Bits of a few bytes are others. */
  FLIP {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      try (FileChannel channel = open(file)) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          long place = random.nextLong(channel.size());
          byte[] one = read(channel, place, 1);
          one[0] ^= (byte) (1 + random.nextInt(255));
          channel.write(ByteBuffer.wrap(one), place);
        }
      }
    }
  },
  /** A sector holds zeros. */
  ZERO {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      try (FileChannel channel = open(file)) {
        long place = random.nextLong(channel.size()) / SECTOR * SECTOR;
        int length = (int) Math.min(SECTOR, channel.size() - place);
        channel.write(ByteBuffer.allocate(length), place);
      }
    }
  },
  /** Two pages were written to each other's place. */
  EXCHANGE {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      try (FileChannel channel = open(file)) {
        long pages = channel.size() / PAGE;
        if (pages < 2) {
          return;
        }
        long first = random.nextLong(pages) * PAGE;
        long second = random.nextLong(pages) * PAGE;
        byte[] kept = read(channel, first, PAGE);
        channel.write(ByteBuffer.wrap(read(channel, second, PAGE)), first);
        channel.write(ByteBuffer.wrap(kept), second);
      }
    }
  },
  /** The end is missing. */
  TRUNCATE {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      try (FileChannel channel = open(file)) {
        channel.truncate(random.nextLong(channel.size()));
      }
    }
  },
  /** The file is missing. */
  DELETE {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      Files.delete(file);
    }
  },
  /** Another file has its name. */
  REPLACE {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      byte[] other = new byte[(int) Math.min(1 << 20, Files.size(file))];
      random.nextBytes(other);
      Files.write(file, other);
    }
  };

  private static final int SECTOR = 512;
  private static final int PAGE = 4096;

  abstract void to(Path file, SplittableRandom random) throws IOException;

  /** Damages one file below a directory, and returns what was done. */
  static String any(Path directory, SplittableRandom random) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).filter(Damage::isHit).sorted().toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    Damage damage = values()[random.nextInt(values().length)];
    long size = Files.size(file);
    damage.to(file, random);
    return damage + " " + directory.relativize(file) + " of " + size + " bytes";
  }

  /** Files without content are locks. */
  private static boolean isHit(Path file) {
    return file.toFile().length() > 0;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static byte[] read(FileChannel channel, long place, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, place + buffer.position()) >= 0) {
      // The rest comes with the next read.
    }
    return buffer.array();
  }
}
