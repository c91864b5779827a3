package dev.keygraph.compare.question;

import dev.keygraph.compare.json.JsonObject;
import dev.keygraph.compare.json.JsonText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Question lists in a file, one line of JSON each. */
public final class QuestionFile {
  private QuestionFile() {}

  /**
   * Writes lists.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(List<QuestionList> lists, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (QuestionList list : lists) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", list.name());
        fields.put("sample", list.sample().name());
        Double goal = list.goalMicros();
        if (goal != null) {
          fields.put("goalMicros", goal);
        }
        fields.put("kinds", list.questions().stream().map(each -> each.kind().name()).toList());
        fields.put("subjects", list.questions().stream().map(Question::subject).toList());
        writer.write(JsonText.line(fields));
        writer.newLine();
      }
    }
  }

  /**
   * Reads lists.
   *
   * @throws IOException if the file cannot be read
   */
  public static List<QuestionList> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(JsonText::read).map(QuestionFile::list).toList();
    }
  }

  private static QuestionList list(JsonObject fields) {
    List<String> kinds = fields.textList("kinds");
    List<String> subjects = fields.textList("subjects");
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      questions.add(new Question(QuestionKind.valueOf(kinds.get(i)), subjects.get(i)));
    }
    return new QuestionList(
        fields.text("name"),
        fields.constant("sample", Sample.class),
        fields.optionalNumber("goalMicros"),
        questions);
  }
}
