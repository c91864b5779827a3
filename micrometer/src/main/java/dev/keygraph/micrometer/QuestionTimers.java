package dev.keygraph.micrometer;

import dev.keygraph.query.QuestionListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A timer for each kind of question, made when it is asked first. */
final class QuestionTimers implements QuestionListener {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Consumer<Timer> made;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  QuestionTimers(MeterRegistry registry, Tags tags, Consumer<Timer> made) {
    this.registry = registry;
    this.tags = tags;
    this.made = made;
  }

  @Override
  public void asked(String question, long nanos, long edgesVisited) {
    timers.computeIfAbsent(question, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String question) {
    Timer timer =
        Timer.builder("keygraph.questions")
            .description("time of a question, the visitor's share included")
            .tags(tags.and("question", question))
            .register(registry);
    made.accept(timer);
    return timer;
  }
}
