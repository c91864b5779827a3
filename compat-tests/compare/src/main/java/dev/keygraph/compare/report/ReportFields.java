package dev.keygraph.compare.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns the parts of a report into fields. Medians and the like are written too, for readers that
 * are no {@link ReportParser}.
 */
final class ReportFields {
  private ReportFields() {}

  static Fields of(Report report) {
    return new Fields()
        .with("keygraphVersion", report.keygraphVersion())
        .with("arguments", report.arguments())
        .with("environment", environment(report.environment()))
        .with("inputs", inputs(report.inputs()))
        .with("contenders", all(report.contenders(), ReportFields::contender))
        .with("figures", all(report.figures(), ReportFields::figure))
        .with("distributions", all(report.distributions(), ReportFields::distribution))
        .with("findings", all(report.findings(), ReportFields::finding))
        .with("recommendations", all(report.recommendations(), ReportFields::recommendation))
        .with("answersAgree", report.answersAgree());
  }

  private static Map<String, Object> environment(Environment environment) {
    return new Fields()
        .with("java", environment.java())
        .with("system", environment.system())
        .with("processors", environment.processors())
        .with("memoryBytes", environment.memoryBytes())
        .with("directory", environment.directory())
        .with("fileSystem", environment.fileSystem())
        .with("inMemory", environment.inMemory())
        .with("workerFlags", environment.workerFlags())
        .with("noiseMillis", environment.noise().millis())
        .with("noiseSpread", environment.noise().spread())
        .map();
  }

  private static Map<String, Object> inputs(Inputs inputs) {
    return new Fields()
        .with("sources", inputs.sources())
        .with("units", inputs.units())
        .with("nodes", inputs.nodes())
        .with("edges", inputs.edges())
        .with("lines", inputs.lines())
        .with("seed", inputs.seed())
        .map();
  }

  private static Map<String, Object> contender(ContenderInfo contender) {
    return new Fields()
        .with("name", contender.name())
        .with("engine", contender.engine())
        .with("tier", contender.tier().name())
        .with("durabilities", contender.durabilities())
        .with("persistent", contender.persistent())
        .with("guarantees", contender.guarantees())
        .with("peer", contender.peer())
        .map();
  }

  private static Map<String, Object> figure(Figure figure) {
    return key(figure.key())
        .with("unit", figure.unit())
        .with("lowerIsBetter", figure.lowerIsBetter())
        .with("values", figure.values())
        .with("median", figure.median())
        .with("min", figure.min())
        .with("max", figure.max())
        .with("goal", figure.goal())
        .with("passes", figure.passes().orElse(null))
        .map();
  }

  private static Map<String, Object> distribution(Distribution distribution) {
    return key(distribution.key())
        .with("unit", distribution.unit())
        .with("count", distribution.count())
        .with("mean", distribution.mean())
        .with("min", distribution.min())
        .with("max", distribution.max())
        .with(
            "percentiles",
            distribution.curve().stream().map(Distribution.Point::percentile).toList())
        .with("values", distribution.curve().stream().map(Distribution.Point::value).toList())
        .with("edges", sizes(distribution.edges()))
        .with("results", sizes(distribution.results()))
        .map();
  }

  private static Map<String, Object> sizes(Distribution.Sizes sizes) {
    return new Fields()
        .with("mean", sizes.mean())
        .with("p50", sizes.p50())
        .with("p99", sizes.p99())
        .with("max", sizes.max())
        .map();
  }

  private static Map<String, Object> finding(Finding finding) {
    Section section = finding.section();
    return new Fields()
        .with("severity", finding.severity().name())
        .with("section", section == null ? null : section.name())
        .with("contender", finding.contender())
        .with("text", finding.text())
        .map();
  }

  private static Map<String, Object> recommendation(Recommendation recommendation) {
    return new Fields()
        .with("use", recommendation.use())
        .with("contender", recommendation.contender())
        .with("text", recommendation.text())
        .with("reasons", all(recommendation.reasons(), reason -> key(reason).map()))
        .map();
  }

  private static Fields key(Key key) {
    return new Fields()
        .with("section", key.section().name())
        .with("name", key.name())
        .with("contender", key.contender())
        .with("parameters", key.parameters());
  }

  private static <T> List<Map<String, Object>> all(
      List<T> values, Function<T, Map<String, Object>> fields) {
    return values.stream().map(fields).toList();
  }
}
