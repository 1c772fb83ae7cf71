package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 from the parser's events. Anchors, aliases and tags are refused, so a document cannot
 * grow in the reading and cannot name a class; plain and quoted scalars are both texts, so that a
 * phone number needs no quotes and {@code no} is a name.
 */
final class YamlTree {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Tree root;
  private int documents;

  private YamlTree() {}

  static Tree read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setLabel("document")
            // In one gulp: where one ends within a surrogate pair, the library reads past its
            // buffer.
            .setBufferSize(text.length() + 1)
            .build();
    YamlTree tree = new YamlTree();
    try {
      new Parse(settings).parseString(text).forEach(tree::take);
    } catch (MarkedYamlEngineException e) {
      throw refused(
          line(e.getProblemMark()), "YAML 语法错误：" + e.getProblem(), "YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw refused(0, "YAML 语法错误：" + e.getMessage(), "YAML: " + e.getMessage());
    }
    return Tree.orNothing(tree.root, 1);
  }

  private void take(Event event) {
    int line = line(event.getStartMark());
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (++documents > 1) {
          throw refused(line, "应为一个文档，但有多个", "Expected one document, but there are several");
        }
      }
      case Alias -> throw noAnchors(line, "*" + ((AliasEvent) event).getAlias());
      case Scalar -> add(scalar((ScalarEvent) event, line), line);
      case MappingStart, SequenceStart -> start((CollectionStartEvent) event, line);
      case MappingEnd, SequenceEnd -> {
        Tree closed = open.pop().close();
        add(closed, closed.line());
      }
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void start(CollectionStartEvent event, int line) {
    refuseAnchor(event, line);
    event.getTag().ifPresent(tag -> refuseTag(tag, line));
    if (open.size() >= Tree.DEEPEST) {
      throw refused(
          line,
          "嵌套不应超过 " + Tree.DEEPEST + " 层",
          "Expected at most " + Tree.DEEPEST + " levels, but it goes deeper");
    }
    if (!open.isEmpty() && open.element().wantsKey()) {
      throw refused(line, "键应为文本，但是列表或映射", "Expected a text as the key, but got a collection");
    }
    open.push(new Open(event instanceof MappingStartEvent, line));
  }

  private static Tree scalar(ScalarEvent event, int line) {
    refuseAnchor(event, line);
    event.getTag().ifPresent(tag -> refuseTag(tag, line));
    return event.isPlain() && NULLS.contains(event.getValue())
        ? new Tree.Nothing(line)
        : new Tree.Scalar(event.getValue(), line);
  }

  private void add(Tree tree, int line) {
    if (open.isEmpty()) {
      root = tree;
    } else {
      open.element().add(tree, line);
    }
  }

  private static void refuseAnchor(NodeEvent event, int line) {
    event
        .getAnchor()
        .ifPresent(anchor -> {
          throw noAnchors(line, "&" + anchor);
        });
  }

  private static ProblemException noAnchors(int line, String what) {
    return refused(line, "不允许锚点和别名，但收到 " + what, "Expected no anchors or aliases, but got " + what);
  }

  private static void refuseTag(String tag, int line) {
    throw refused(line, "不允许标签，但收到 " + tag, "Expected no tags, but got " + tag);
  }

  static ProblemException refused(int line, String zh, String en) {
    LocalText message =
        line > 0
            ? new LocalText("第" + line + "行：" + zh, "line " + line + ": " + en)
            : new LocalText(zh, en);
    return Problems.badRequest(message, List.of(new FieldError("", message)));
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(0);
  }

  /** A collection whose end has not come yet. */
  private static final class Open {
    private final boolean mapping;
    private final int line;
    private final List<Tree> items = new ArrayList<>();
    private final Map<String, Tree> entries = new LinkedHashMap<>();
    private @Nullable String key;

    Open(boolean mapping, int line) {
      this.mapping = mapping;
      this.line = line;
    }

    boolean wantsKey() {
      return mapping && key == null;
    }

    void add(Tree tree, int at) {
      if (!mapping) {
        items.add(tree);
      } else if (key == null) {
        key = tree instanceof Tree.Scalar scalar ? scalar.text() : "";
        if (entries.containsKey(key)) {
          throw refused(
              at, "键 " + key + " 重复", "Expected each key once, but " + key + " comes again");
        }
      } else {
        entries.put(key, tree);
        key = null;
      }
    }

    Tree close() {
      return mapping ? new Tree.Entries(entries, line) : new Tree.Items(items, line);
    }
  }
}
