package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.profile.Recordings;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportJson;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.run.Comparison;
import dev.keygraph.compare.run.ComparisonOptions;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code keygraph compare}. */
@Command(
    name = "compare",
    description = {
      "Do the same work on every engine, each in a JVM of its own, in rounds, and write a report:"
          + " which engine for this code?",
      "Every answer of every engine is held against the others'. The exit code is 1 if one differs,"
          + " or if an engine failed; with --baseline it is 4 if a figure became worse by more than the"
          + " noise."
    })
final class CompareCommand extends TerminalCommand {
  private static final String RECORDINGS = "recordings";

  @Mixin private CodeOptions code;

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "NAME",
      completionCandidates = ContenderNames.class,
      description =
          "Who takes part: ${COMPLETION-CANDIDATES} (default: the engines whose stores"
              + " outlive the process). A name that is no engine is one of a peer: another design,"
              + " for comparison.")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--tiers",
      split = ",",
      paramLabel = "TIER",
      description = "cold, hot (default: both, as far as there is a hot tier).")
  private Set<Tier> tiers = Set.of(Tier.values());

  @Option(names = "--quick", description = "Take a minute or so; the figures are rough then.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often everything is measured (default: 2, or 1 with --quick).")
  private @Nullable Integer rounds;

  @Option(
      names = "--durability",
      split = ",",
      paramLabel = "LEVEL",
      description =
          "durable, relaxed, unsafe: the levels at which saves are compared (default: all). The rest"
              + " is done at the safest of them.")
  private Set<String> durabilities = Set.of();

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "LINES",
      converter = LineNumber.class,
      description =
          "How many lines of code there are to be where growth is measured, such as"
              + " 10k,100k,1M,10M: a part of the code, or copies of it with renamed packages"
              + " (default: 100k beside the code as it is, and none with --quick).")
  private @Nullable List<Long> scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Picks other questions by the same rule (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where the stores lie while they are measured: on the disk, or in the memory, that is to"
              + " be measured (default: the directory for temporary files).")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the report is written (default: ./keygraph-comparison).")
  private Path target = Path.of("keygraph-comparison");

  @Option(
      names = "--profile",
      description =
          "Record where the time goes, and add a flame graph for each contender and phase. The"
              + " recordings stay beside the report. The figures are a little slower then.")
  private boolean profile;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "The report.json of an earlier run: changes that exceed the noise are named, and the exit"
              + " code is 4 if there is one for the worse.")
  private @Nullable Path baseline;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Measure nothing: take the report.json of an earlier run, and write its pages anew, with"
              + " --baseline against another one.")
  private @Nullable Path earlier;

  @Spec private CommandSpec spec;

  private @Nullable Recordings recordings;

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Before anything is measured: a baseline that cannot be read would waste it all.
    Report old = baseline == null ? null : read(baseline);
    if (baseline != null && earlier == null) {
      keepBaseline(baseline);
    }
    Report report = earlier == null ? measure() : read(earlier);
    ComparePages pages =
        new ComparePages(
            report,
            old == null ? null : Changes.between(old, report),
            recordings == null ? List.of() : recordings.read());
    Path page = pages.write(target);
    if (json()) {
      pages.writeJson(terminal().out());
    } else {
      new CompareTables(report).print(printer());
      printer().line();
      pages.printChanges(printer());
      printer().line(Text.of("Written: ").plus(page.toString(), Style.BOLD));
    }
    return pages.exitCode();
  }

  private Report read(Path file) throws IOException {
    try {
      return ReportJson.read(file);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw usage("There is no file " + file + ".");
    }
  }

  private Report measure() throws IOException, InterruptedException {
    code.check();
    ComparisonOptions options =
        ComparisonOptions.of(contenders(), directory, quick, new Version().getVersion()[0])
            .withSeed(seed)
            .withArguments(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    if (scale != null) {
      options = options.withSizes(scale);
    }
    if (rounds != null) {
      if (rounds < 1) {
        throw usage("--rounds is at least 1.");
      }
      options = options.withRounds(rounds);
    }
    prepareTarget();
    Files.createDirectories(directory);
    try (CompareProgress progress = new CompareProgress(terminal(), this::say)) {
      return comparison(options, progress).run(new ClassFileCode(code, progress));
    }
  }

  private void keepBaseline(Path file) throws IOException {
    Path written = ComparePages.reportFile(target);
    if (Files.exists(written) && Files.isSameFile(file, written)) {
      throw usage(
          "The baseline "
              + file
              + " is the very file that this run would write: name another --output, or copy the"
              + " baseline.");
    }
  }

  private void prepareTarget() {
    try {
      ComparePages.prepare(target);
    } catch (IOException e) {
      throw usage("No report can be written to " + target + ": " + FailureText.of(e));
    }
  }

  private Comparison comparison(ComparisonOptions options, CompareProgress progress)
      throws IOException {
    if (!profile) {
      return new Comparison(options, progress);
    }
    Recordings made = new Recordings(Files.createDirectories(target.resolve(RECORDINGS)));
    recordings = made;
    return new Comparison(options, progress, made);
  }

  private List<ContenderInfo> contenders() {
    List<ContenderInfo> all = Contenders.all();
    Set<String> known = new TreeSet<>();
    all.forEach(contender -> known.add(contender.engine()));
    for (String name : engines) {
      if (!known.contains(name)) {
        throw usage("There is no engine " + name + ", only " + String.join(", ", known) + ".");
      }
    }
    List<ContenderInfo> chosen =
        all.stream()
            .filter(
                contender ->
                    engines.isEmpty()
                        ? contender.persistent() && !contender.peer()
                        : engines.contains(contender.engine()))
            .filter(contender -> tiers.contains(contender.tier()))
            .map(this::atDurabilities)
            .filter(contender -> !contender.durabilities().isEmpty())
            .toList();
    if (chosen.isEmpty()) {
      throw usage("No engine has that tier and durability.");
    }
    return chosen;
  }

  private ContenderInfo atDurabilities(ContenderInfo contender) {
    for (String level : durabilities) {
      if (Arrays.stream(Durability.values()).noneMatch(each -> each.configName().equals(level))) {
        throw usage("There is no durability " + level + ", only durable, relaxed and unsafe.");
      }
    }
    return contender.withDurabilities(
        contender.durabilities().stream()
            .filter(level -> durabilities.isEmpty() || durabilities.contains(level))
            .toList());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void say(Finding finding) {
    Printer printer = printer();
    Style style = finding.severity() == Severity.NOTE ? Style.YELLOW : Style.RED;
    String word =
        switch (finding.severity()) {
          case DIFFERENCE -> "answers differ: ";
          case FAILURE -> "failed: ";
          case NOTE -> "note: ";
        };
    printer.message(Text.of(word, style).plus(finding.text()));
  }

  /** Reads 10k and 1M as numbers. */
  static final class LineNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher matcher = Pattern.compile("([1-9][0-9]{0,8})([kM]?)").matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no number of lines such as 100k.");
      }
      long factor =
          switch (matcher.group(2)) {
            case "k" -> 1_000;
            case "M" -> 1_000_000;
            default -> 1;
          };
      return factor * Long.parseLong(matcher.group(1));
    }
  }

  /** The names for {@code --engines}, for the usage text. */
  private static final class ContenderNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Contenders.all().stream().map(ContenderInfo::engine).distinct().iterator();
    }
  }
}
