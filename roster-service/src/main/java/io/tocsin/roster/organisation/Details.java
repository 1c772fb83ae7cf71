package io.tocsin.roster.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of the fields of the entries that changed, for people to read before they apply. */
final class Details {

  private static final int MOST = 500;

  private static final Map<String, String> NAMED =
      Map.of(
          "units", "unit",
          "systems", "system",
          "posts", "post",
          "people", "person",
          "schedules", "schedule",
          "escalationPolicies", "policy",
          "vendors", "vendor");

  private Details() {}

  /**
   * One field.
   *
   * @param key of the entry, such as {@code unit/yunxi}
   * @param field such as {@code liaison.contacts[0].to}
   * @param from null where there was none
   * @param to null where there is none any more
   */
  record Detail(String key, String field, @Nullable String from, @Nullable String to) {}

  /** Of the first entries only, where there are very many. */
  static List<Detail> of(@Nullable Organisation before, Organisation after, List<String> changed) {
    if (before == null || changed.isEmpty()) {
      return List.of();
    }
    Map<String, Object> old = entries(before);
    Map<String, Object> now = entries(after);
    List<Detail> details = new ArrayList<>();
    for (String key : changed) {
      Map<String, String> from = flat(old.get(key));
      Map<String, String> to = flat(now.get(key));
      TreeSet<String> fields = new TreeSet<>(from.keySet());
      fields.addAll(to.keySet());
      for (String field : fields) {
        if (!Objects.equals(from.get(field), to.get(field))) {
          details.add(new Detail(key, field, from.get(field), to.get(field)));
        }
      }
      if (details.size() >= MOST) {
        return List.copyOf(details.subList(0, MOST));
      }
    }
    return List.copyOf(details);
  }

  private static Map<String, Object> entries(Organisation o) {
    Map<String, Object> entries = new LinkedHashMap<>();
    Map<String, Object> rest = new LinkedHashMap<>();
    OrganisationExport.tree(o)
        .forEach((name, value) -> {
          String prefix = NAMED.get(name);
          String section = Difference.OWN_SECTIONS.get(name);
          if (prefix != null && value instanceof List<?> list) {
            list.forEach(item -> entries.put(prefix + "/" + id(item), item));
          } else if (section != null) {
            entries.put(section, value);
          } else {
            rest.put(name, value);
          }
        });
    entries.put(Announcement.ORGANISATION, rest);
    return entries;
  }

  private static String id(Object item) {
    if (item instanceof Map<?, ?> map) {
      Object code = map.get("code");
      return String.valueOf(code == null ? map.get("id") : code);
    }
    return "";
  }

  private static Map<String, String> flat(@Nullable Object value) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", value, flat);
    return flat;
  }

  private static void flatten(String path, @Nullable Object value, Map<String, String> into) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((name, child) ->
              flatten(path.isEmpty() ? String.valueOf(name) : path + "." + name, child, into));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), into);
        }
      }
      default -> into.put(path, value.toString());
    }
  }
}
