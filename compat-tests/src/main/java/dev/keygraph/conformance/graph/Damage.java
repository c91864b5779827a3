package dev.keygraph.conformance.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
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
  /** One bit of every page is another. */
  EVERY_PAGE {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      byte[] content = Files.readAllBytes(file);
      for (int page = 0; page < content.length; page += PAGE) {
        int place = page + random.nextInt(Math.min(PAGE, content.length - page));
        content[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
      Files.write(file, content);
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
  /** All of its content is missing. */
  EMPTY {
    @Override
    void to(Path file, SplittableRandom random) throws IOException {
      Files.write(file, new byte[0]);
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
  private static final List<Damage> LOSSES = List.of(DELETE, EMPTY);

  abstract void to(Path file, SplittableRandom random) throws IOException;

  /** Damages one file below a directory in one way, and returns what was done. */
  static String any(Path directory, SplittableRandom random) throws IOException {
    List<Path> files = files(directory);
    Path file = files.get(random.nextInt(files.size()));
    return values()[random.nextInt(values().length)].say(directory, file, random);
  }

  /** Damages every page of the largest file, and returns what was done. */
  static String everyPage(Path directory, SplittableRandom random) throws IOException {
    Path largest =
        Collections.max(files(directory), Comparator.comparingLong(file -> file.toFile().length()));
    return EVERY_PAGE.say(directory, largest, random);
  }

  /**
   * Takes a file, or its content, away.
   *
   * @param number which file in which way, below {@link #losses}
   */
  static String lose(Path directory, int number) throws IOException {
    Path file = files(directory).get(number / LOSSES.size());
    return LOSSES.get(number % LOSSES.size()).say(directory, file, new SplittableRandom());
  }

  /** Returns how many such losses there are. */
  static int losses(Path directory) throws IOException {
    return LOSSES.size() * files(directory).size();
  }

  private String say(Path directory, Path file, SplittableRandom random) throws IOException {
    long size = Files.size(file);
    to(file, random);
    return this + " " + directory.relativize(file) + " of " + size + " bytes";
  }

  /** Files without content are locks. */
  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
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
