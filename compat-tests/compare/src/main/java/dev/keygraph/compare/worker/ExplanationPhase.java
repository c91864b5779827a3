package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells answers whole, for people who have to find out why two of them differ. */
final class ExplanationPhase implements Phase {
  @Override
  public void run(WorkerTask task, Parent parent) throws Exception {
    try (Contender contender = Stores.openLoaded(task, parent);
        ContenderReader reader = contender.reader()) {
      int number = 0;
      for (QuestionList list : QuestionFile.read(task.questions())) {
        for (Question question : list.questions()) {
          List<String> nodes = new ArrayList<>();
          reader
              .prepare(question)
              .ask((node, detail) -> nodes.add(reader.symbol(node) + " (" + detail + ")"));
          Collections.sort(nodes);
          parent.tell(new Message.Explained(number++, nodes));
        }
      }
    }
  }
}
