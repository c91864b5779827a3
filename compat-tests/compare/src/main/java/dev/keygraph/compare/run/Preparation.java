package dev.keygraph.compare.run;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.compare.code.Copies;
import dev.keygraph.compare.code.LineCount;
import dev.keygraph.compare.code.UnitFile;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.question.QuestionPicker;
import dev.keygraph.compare.question.Sample;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes what contenders work on: reads code once, and makes less or more of it. */
final class Preparation {
  /** How many files are changed in turn. */
  private static final int CHANGED_FILES = 10;

  private final ComparisonOptions options;
  private final ComparisonListener listener;
  private final CodeSource code;
  private final Path directory;

  Preparation(
      ComparisonOptions options, ComparisonListener listener, CodeSource code, Path directory) {
    this.options = options;
    this.listener = listener;
    this.code = code;
    this.directory = directory;
  }

  /**
   * Reads the code.
   *
   * @throws IllegalArgumentException if there is no unit in it
   */
  Material whole() throws IOException {
    try (Draft draft = new Draft("")) {
      code.read(unit -> draft.add(unit, true));
      if (draft.census.units() == 0) {
        throw new IllegalArgumentException(
            "there is no code to compare on in " + String.join(", ", code.names()));
      }
      return draft.finish(Set.of(Sample.values()));
    }
  }

  /**
   * Makes as many lines of it: the first units, or all of them and copies.
   *
   * @param whole the code; its lines are known
   */
  Material scaled(Material whole, long lines) throws IOException {
    Copies copies = new Copies(whole.census().defined());
    try (Draft draft = new Draft("-" + lines)) {
      for (int copy = 0; draft.lines.lines() < lines; copy++) {
        try (UnitFile.Reader units = new UnitFile.Reader(whole.units())) {
          while (units.hasNext() && draft.lines.lines() < lines) {
            draft.add(copies.unit(units.next(), copy), copy == 0);
          }
        }
      }
      return draft.finish(Set.of(Sample.UNIFORM));
    }
  }

  /** Units that are being written. */
  private final class Draft implements AutoCloseable {
    private final String suffix;
    private final Path file;
    private final UnitFile.Writer writer;
    private final Census census = new Census();
    private final LineCount lines = new LineCount();
    private final List<String> paths = new ArrayList<>();

    Draft(String suffix) throws IOException {
      this.suffix = suffix;
      file = directory.resolve("units" + suffix);
      writer = new UnitFile.Writer(file);
    }

    void add(UnitContent unit, boolean hasFile) {
      if (hasFile) {
        paths.add(unit.path());
      }
      census.add(unit);
      lines.add(unit);
      listener.progress("reading", census.units(), -1);
      try {
        writer.write(unit);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }

    Material finish(Set<Sample> samples) throws IOException {
      writer.close();
      List<QuestionList> lists =
          new QuestionPicker(census, options.seed(), options.questions())
              .pick().stream().filter(list -> samples.contains(list.sample())).toList();
      Path questions = directory.resolve("questions" + suffix);
      QuestionFile.write(lists, questions);
      Path changes = directory.resolve("changes" + suffix);
      CodeFile.write(code.files(picked()), changes);
      long count = lines.lines();
      return new Material(
          count == 0 ? "" : Material.label(count), census, count, file, lists, questions, changes);
    }

    /** Picks files by the seed. */
    private Set<String> picked() {
      SplittableRandom random = new SplittableRandom(options.seed());
      Set<String> picked = new TreeSet<>();
      for (int i = 0; i < CHANGED_FILES; i++) {
        picked.add(paths.get(random.nextInt(paths.size())));
      }
      return picked;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
