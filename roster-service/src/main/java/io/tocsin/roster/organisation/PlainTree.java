package io.tocsin.roster.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An export as a document that can be read again. */
final class PlainTree {

  private PlainTree() {}

  static Tree of(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Tree> entries = new LinkedHashMap<>();
        map.forEach((key, child) -> entries.put(String.valueOf(key), of(child)));
        yield new Tree.Entries(entries, 0);
      }
      case List<?> list -> {
        List<Tree> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(of(item)));
        yield new Tree.Items(items, 0);
      }
      default -> new Tree.Scalar(value.toString(), 0);
    };
  }
}
