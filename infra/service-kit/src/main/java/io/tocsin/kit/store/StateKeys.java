package io.tocsin.kit.store;

/**
 * Keys of maps as field names. A dot or a dollar has a meaning of its own to MongoDB and a zero
 * byte ends a name, so these and the escape itself are written as percent codes.
 */
final class StateKeys {

  private StateKeys() {}

  static String escape(String key) {
    if (key.indexOf('.') < 0
        && key.indexOf('$') < 0
        && key.indexOf('%') < 0
        && key.indexOf('\0') < 0) {
      return key;
    }
    return key.replace("%", "%25").replace(".", "%2E").replace("$", "%24").replace("\0", "%00");
  }

  static String unescape(String field) {
    if (field.indexOf('%') < 0) {
      return field;
    }
    return field.replace("%00", "\0").replace("%24", "$").replace("%2E", ".").replace("%25", "%");
  }
}
