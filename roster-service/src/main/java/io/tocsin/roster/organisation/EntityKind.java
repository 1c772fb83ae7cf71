package io.tocsin.roster.organisation;

/** The lists of the set-up whose entries have addresses of their own. */
enum EntityKind {
  UNIT("units", "units", "code", "单位", "unit"),
  SYSTEM("systems", "systems", "code", "系统", "system"),
  POST("posts", "posts", "code", "岗位", "post"),
  PERSON("people", "people", "id", "人员", "person"),
  VENDOR("vendors", "vendors", "id", "供应商", "vendor"),
  SCHEDULE("schedules", "schedules", "id", "值班表", "schedule"),
  POLICY("escalationPolicies", "escalation-policies", "id", "升级策略", "escalation policy");

  private final String list;
  private final String path;
  private final String key;
  private final String zh;
  private final String en;

  EntityKind(String list, String path, String key, String zh, String en) {
    this.list = list;
    this.path = path;
    this.key = key;
    this.zh = zh;
    this.en = en;
  }

  /** Its name in the document. */
  String list() {
    return list;
  }

  /** Its name in the path. */
  String path() {
    return path;
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
    return en;
  }

  /**
   * Where a new entry goes. Policies are tried in their order and the last one always fits, so that
   * a new one behind it would never be chosen.
   */
  int placeAmong(int entries) {
    return this == POLICY ? Math.max(0, entries - 1) : entries;
  }
}
