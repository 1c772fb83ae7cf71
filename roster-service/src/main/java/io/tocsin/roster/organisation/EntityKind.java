package io.tocsin.roster.organisation;

import java.util.Locale;

/** The lists of the set-up whose entries have addresses of their own. */
enum EntityKind {
  UNIT("units", "code", "单位"),
  SYSTEM("systems", "code", "系统"),
  POST("posts", "code", "岗位"),
  PERSON("people", "id", "人员"),
  VENDOR("vendors", "id", "供应商"),
  SCHEDULE("schedules", "id", "值班表");

  private final String list;
  private final String key;
  private final String zh;

  EntityKind(String list, String key, String zh) {
    this.list = list;
    this.key = key;
    this.zh = zh;
  }

  /** Its name in the document, and in the path. */
  String list() {
    return list;
  }

  /** The field that names an entry. */
  String key() {
    return key;
  }

  String zh() {
    return zh;
  }

  /** For sentences. */
  String en() {
    return name().toLowerCase(Locale.ROOT);
  }
}
