package io.tocsin.roster.organisation;

import io.tocsin.roster.domain.OnCallRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the document defines, so that a reference can be checked where it stands.
 *
 * @param roles that a shift may have: primary, substitute, and what layers of schedules name
 *     besides
 */
record Names(
    Set<String> units,
    Set<String> systems,
    Set<String> posts,
    Set<String> people,
    Map<String, String> postsOfSchedules,
    Set<String> roles) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  static Names of(Field document) {
    return new Names(
        in(document.field("units"), "code"),
        in(document.field("systems"), "code"),
        document.field("posts").present()
            ? in(document.field("posts"), "code")
            : Defaults.postCodes(),
        in(document.field("people"), "id"),
        postsOfSchedules(document.field("schedules")),
        roles(document.field("schedules")));
  }

  private static Set<String> roles(Field schedules) {
    Set<String> named = new TreeSet<>();
    for (Field schedule : listed(schedules)) {
      for (Field layer : listed(schedule.field("layers"))) {
        String role = layer.field("role").peek();
        if (role != null) {
          named.add(role);
        }
      }
    }
    Set<String> roles = new LinkedHashSet<>();
    roles.add(OnCallRole.PRIMARY.name());
    roles.add(OnCallRole.SUBSTITUTE.name());
    roles.addAll(named);
    return roles;
  }

  /** None where no list stands: that is noted where it is read. */
  private static List<Field> listed(Field list) {
    return list.tree() instanceof Tree.Items ? list.items() : List.of();
  }

  private static Map<String, String> postsOfSchedules(Field schedules) {
    Map<String, String> posts = new HashMap<>();
    for (Field schedule : listed(schedules)) {
      String id = schedule.field("id").peek();
      String post = schedule.field("post").peek();
      if (id != null && post != null) {
        posts.put(id, post);
      }
    }
    return posts;
  }

  private static Set<String> in(Field list, String name) {
    Set<String> names = new HashSet<>();
    for (Field item : listed(list)) {
      String text = item.field(name).peek();
      if (text != null) {
        names.add(text);
      }
    }
    return names;
  }

  /** The items' own names; one that is malformed or comes twice is noted. */
  static void check(List<Field> items, String name) {
    Map<String, Field> seen = new HashMap<>();
    for (Field item : items) {
      Field field = item.field(name);
      String text = field.text();
      if (text.isEmpty()) {
        continue;
      }
      if (!NAME.matcher(text).matches()) {
        field.expected(
            "应为字母、数字、点、横线、下划线组成的 1 至 64 个字符",
            "1 to 64 letters, digits, dots, dashes or underscores");
      }
      Field first = seen.putIfAbsent(text, field);
      if (first != null) {
        field.expected(
            "应为唯一的名称",
            "a name of its own",
            "\"" + text + "\" 已用于 " + first.path(),
            "\"" + text + "\" is taken by " + first.path());
      }
    }
  }
}
