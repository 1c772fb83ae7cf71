package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import io.tocsin.incident.domain.plan.DecisionPoint;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.PlanVersion;
import io.tocsin.incident.domain.plan.ValueField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A plan as its document: what {@link PlanReader} reads comes out, and reads the same again. */
final class PlanDocument {

  private PlanDocument() {}

  /** With its version and who saved it, for the API. */
  static Map<String, Object> json(PlanVersion version) {
    Map<String, Object> document = of(version.plan());
    document.put("version", version.number());
    put(document, "savedAt", version.savedAt());
    document.put("savedBy", version.savedBy().name());
    return document;
  }

  /** The plan alone, its version in a comment. */
  static String yaml(PlanVersion version) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setUseUnicodeEncoding(true)
            .setDereferenceAliases(true)
            .setWidth(120)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .build();
    return "# %s, version %d, saved by %s%n"
            .formatted(
                version.plan().id(),
                version.number(),
                version.savedBy().name().lines().findFirst().orElse(""))
        + new Dump(settings).dumpToString(of(version.plan()));
  }

  static Map<String, Object> of(ContingencyPlan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", plan.id());
    document.put("name", words(plan.name()));
    Map<String, Object> matches = new LinkedHashMap<>();
    put(matches, "causes", plan.matches().causes());
    put(matches, "scopes", plan.matches().scopes().stream().map(Enum::name).toList());
    document.put("matches", matches);
    put(document, "values", plan.values().stream().map(PlanDocument::value).toList());
    document.put("steps", plan.steps().stream().map(PlanDocument::step).toList());
    put(document, "orders", plan.orders().stream().map(PlanDocument::order).toList());
    return document;
  }

  private static Map<String, Object> value(ValueField field) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", field.name());
    map.put("type", field.type().name());
    map.put("label", words(field.label()));
    put(map, "default", field.fallback());
    return map;
  }

  private static Map<String, Object> step(PlanStep step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", step.id());
    map.put("title", words(step.title()));
    put(map, "instruction", step.instruction());
    map.put("posts", step.posts());
    put(map, "within", step.within());
    map.put("done", words(step.done()));
    put(map, "after", step.after());
    if (!step.mandatory()) {
      map.put("mandatory", false);
    }
    put(map, "records", step.records());
    put(map, "fact", step.fact());
    put(map, "opensOn", step.opensOn());
    if (step.decision() != null) {
      map.put("decision", decision(step.decision()));
    }
    return map;
  }

  private static Map<String, Object> decision(DecisionPoint decision) {
    Map<String, Object> map = new LinkedHashMap<>();
    DecisionPoint.Alert alert = decision.alert();
    if (alert != null) {
      Map<String, Object> due = new LinkedHashMap<>();
      due.put("remaining", alert.remaining());
      due.put("times", alert.times());
      due.put("needed", alert.needed());
      put(due, "unless", alert.unless());
      map.put("alert", due);
    }
    map.put("options", decision.options().stream().map(PlanDocument::option).toList());
    return map;
  }

  private static Map<String, Object> option(DecisionPoint.Option option) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", option.id());
    map.put("label", words(option.label()));
    put(map, "requires", option.requires());
    put(map, "skips", option.skips());
    return map;
  }

  private static Map<String, Object> order(FixedOrder order) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", order.steps());
    map.put("why", words(order.why()));
    return map;
  }

  private static Map<String, Object> words(Text text) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("zh", text.zh());
    map.put("en", text.en());
    return map;
  }

  /** Leaves out what says nothing. */
  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Text text -> map.put(key, words(text));
      case List<?> list when list.isEmpty() -> {}
      case List<?> list -> map.put(key, list);
      default -> map.put(key, value.toString());
    }
  }
}
