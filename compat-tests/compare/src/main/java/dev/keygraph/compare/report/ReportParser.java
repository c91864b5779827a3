package dev.keygraph.compare.report;

import dev.keygraph.compare.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Turns the fields that {@link ReportFields} made back into a report. */
final class ReportParser {
  private ReportParser() {}

  static Report report(JsonObject report) {
    return new Report(
        report.text("keygraphVersion"),
        report.text("arguments"),
        environment(report.object("environment")),
        inputs(report.object("inputs")),
        report.objects("contenders", ReportParser::contender),
        report.objects("figures", ReportParser::figure),
        report.objects("distributions", ReportParser::distribution),
        report.objects("findings", ReportParser::finding),
        report.objects("recommendations", ReportParser::recommendation));
  }

  private static Environment environment(JsonObject environment) {
    return new Environment(
        environment.text("java"),
        environment.text("system"),
        (int) environment.integer("processors"),
        environment.integer("memoryBytes"),
        environment.text("directory"),
        environment.text("fileSystem"),
        environment.truth("inMemory"),
        environment.textList("workerFlags"),
        new Noise(environment.numbers("noiseMillis")));
  }

  private static Inputs inputs(JsonObject inputs) {
    return new Inputs(
        inputs.textList("sources"),
        inputs.integer("units"),
        inputs.integer("nodes"),
        inputs.integer("edges"),
        inputs.has("lines") ? inputs.integer("lines") : null,
        inputs.integer("seed"));
  }

  private static ContenderInfo contender(JsonObject contender) {
    return new ContenderInfo(
        contender.text("name"),
        contender.text("engine"),
        contender.constant("tier", Tier.class),
        contender.textList("durabilities"),
        contender.truth("persistent"),
        contender.texts("guarantees"),
        contender.has("peer") && contender.truth("peer"));
  }

  private static Figure figure(JsonObject figure) {
    return new Figure(
        key(figure),
        figure.text("unit"),
        figure.truth("lowerIsBetter"),
        figure.numbers("values"),
        figure.optionalNumber("goal"));
  }

  private static Distribution distribution(JsonObject distribution) {
    List<Double> percentiles = distribution.numbers("percentiles");
    List<Double> values = distribution.numbers("values");
    if (percentiles.size() != values.size()) {
      throw new IllegalArgumentException("a curve has as many percentiles as values");
    }
    List<Distribution.Point> curve = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      curve.add(new Distribution.Point(percentiles.get(i), values.get(i)));
    }
    return new Distribution(
        key(distribution),
        distribution.text("unit"),
        distribution.integer("count"),
        distribution.number("mean"),
        distribution.number("min"),
        distribution.number("max"),
        curve,
        sizes(distribution.object("edges")),
        sizes(distribution.object("results")));
  }

  private static Distribution.Sizes sizes(JsonObject sizes) {
    return new Distribution.Sizes(
        sizes.number("mean"), sizes.integer("p50"), sizes.integer("p99"), sizes.integer("max"));
  }

  private static Finding finding(JsonObject finding) {
    return new Finding(
        finding.constant("severity", Severity.class),
        finding.has("section") ? finding.constant("section", Section.class) : null,
        finding.optionalText("contender"),
        finding.text("text"));
  }

  private static Recommendation recommendation(JsonObject recommendation) {
    return new Recommendation(
        recommendation.text("use"),
        recommendation.text("contender"),
        recommendation.text("text"),
        recommendation.objects("reasons", ReportParser::key));
  }

  private static Key key(JsonObject key) {
    return new Key(
        key.constant("section", Section.class),
        key.text("name"),
        key.text("contender"),
        key.texts("parameters"));
  }
}
