package io.tocsin.roster.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same document as JSON. */
final class JsonTree {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonTree() {}

  static Tree read(String text) {
    try {
      return tree(JSON.readTree(text), 0);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw YamlTree.refused(
          line, "JSON 语法错误：" + e.getOriginalMessage(), "JSON: " + e.getOriginalMessage());
    }
  }

  private static Tree tree(JsonNode node, int depth) {
    if (depth > Tree.DEEPEST) {
      throw YamlTree.refused(
          0,
          "嵌套不应超过 " + Tree.DEEPEST + " 层",
          "Expected at most " + Tree.DEEPEST + " levels, but it goes deeper");
    }
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Tree> entries = new LinkedHashMap<>();
        node.forEachEntry((key, value) -> entries.put(key, tree(value, depth + 1)));
        yield new Tree.Entries(entries, 0);
      }
      case ARRAY -> {
        List<Tree> items = new ArrayList<>(node.size());
        node.forEach(item -> items.add(tree(item, depth + 1)));
        yield new Tree.Items(items, 0);
      }
      case NULL, MISSING -> new Tree.Nothing(0);
      default -> new Tree.Scalar(node.asString(), 0);
    };
  }
}
