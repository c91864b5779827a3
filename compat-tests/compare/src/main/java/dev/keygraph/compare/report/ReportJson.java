package dev.keygraph.compare.report;

import dev.keygraph.compare.json.JsonObject;
import dev.keygraph.compare.json.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Reports as JSON: {@code report.json}. A reader of this version reads what every writer of this
 * {@linkplain #FORMAT format} wrote; fields that it does not know are ignored.
 */
public final class ReportJson {
  /** The version of the format; it changes when an old reader would misunderstand. */
  public static final int FORMAT = 1;

  private static final String FORMAT_FIELD = "format";

  private ReportJson() {}

  /**
   * Writes a report, over a file that exists, which stays as it is until the report is whole: it
   * may be the only one of a run that took long.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Report report, Path file) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(whole)) {
        write(report, writer);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /**
   * Writes a report; the target stays open.
   *
   * @throws IOException if the target does
   */
  public static void write(Report report, Writer target) throws IOException {
    write(report, Map.of(), target);
  }

  /**
   * Writes a report with more fields, which its readers ignore; the target stays open.
   *
   * @param more names that no field of a report has, and values as {@link JsonText} writes them
   * @throws IOException if the target does
   */
  public static void write(Report report, Map<String, ?> more, Writer target) throws IOException {
    Fields fields = ReportFields.of(report).with(FORMAT_FIELD, FORMAT);
    more.forEach(fields::with);
    JsonText.write(fields.map(), target);
  }

  /**
   * Reads a report.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no report, or one of another format
   */
  public static Report read(Path file) throws IOException {
    try {
      JsonObject document = JsonText.read(Files.readString(file));
      long format = document.integer(FORMAT_FIELD);
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "it has format " + format + ", and this version reads format " + FORMAT);
      }
      return ReportParser.report(document);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is no report that can be read: " + e.getMessage(), e);
    }
  }
}
