package io.tocsin.roster.organisation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the document defines, so that a reference can be checked where it stands. */
record Names(
    Set<String> units,
    Set<String> systems,
    Set<String> posts,
    Set<String> people,
    Map<String, String> postsOfSchedules) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  static Names of(Field document) {
    return new Names(
        in(document.field("units"), "code"),
        in(document.field("systems"), "code"),
        document.field("posts").present()
            ? in(document.field("posts"), "code")
            : Defaults.postCodes(),
        in(document.field("people"), "id"),
        postsOfSchedules(document.field("schedules")));
  }

  private static Map<String, String> postsOfSchedules(Field schedules) {
    Map<String, String> posts = new HashMap<>();
    if (schedules.tree() instanceof Tree.Items) {
      for (Field schedule : schedules.items()) {
        String id = schedule.field("id").peek();
        String post = schedule.field("post").peek();
        if (id != null && post != null) {
          posts.put(id, post);
        }
      }
    }
    return posts;
  }

  private static Set<String> in(Field list, String name) {
    Set<String> names = new HashSet<>();
    if (list.tree() instanceof Tree.Items) {
      for (Field item : list.items()) {
        String text = item.field(name).peek();
        if (text != null) {
          names.add(text);
        }
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
