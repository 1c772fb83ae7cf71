package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document as maps, lists and texts, whichever way it was written. Every scalar is a text, so
 * that a yes or a number in a name stays what was written.
 */
final class PlanText {

  private static final int LONGEST = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PlanText() {}

  /**
   * @throws PlanRefusal where it is no such document, with the line
   */
  static Object yaml(String text) {
    bounded(text);
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(LONGEST)
            .setLabel("plan")
            // In one gulp: where one ends within a surrogate pair, the library reads past its
            // buffer.
            .setBufferSize(text.length() + 1)
            .build();
    try {
      return plain(new Load(settings).loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(m -> "line " + (m.getLine() + 1) + ": ").orElse("");
      throw refused("YAML", line + e.getProblem());
    } catch (YamlEngineException e) {
      throw refused("YAML", String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws PlanRefusal as {@link #yaml}
   */
  static Object json(String text) {
    bounded(text);
    try {
      return plain(JSON.readValue(text, Object.class));
    } catch (JacksonException e) {
      throw refused("JSON", e.getOriginalMessage());
    }
  }

  private static void bounded(String text) {
    if (text.length() > LONGEST) {
      throw refused("document", "%d characters, more than %d".formatted(text.length(), LONGEST));
    }
  }

  private static Object plain(@Nullable Object read) {
    return switch (read) {
      case null -> "";
      case Map<?, ?> map -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> {
          if (value != null) {
            entries.put(String.valueOf(key), plain(value));
          }
        });
        yield entries;
      }
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      default -> String.valueOf(read);
    };
  }

  private static PlanRefusal refused(String kind, String problem) {
    return new PlanRefusal(
        List.of(
            new PlanFault(
                "",
                new Text(
                    "应为有效的 " + kind + "，但：" + problem,
                    "Expected a valid " + kind + ", but: " + problem))));
  }
}
