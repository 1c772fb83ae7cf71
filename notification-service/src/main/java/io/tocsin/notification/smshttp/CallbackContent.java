package io.tocsin.notification.smshttp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a callback brought, whatever form it came in.
 *
 * @param json the document, or the fields as one
 * @param form the fields of a form, empty where it was none
 */
record CallbackContent(JsonNode json, Map<String, String> form) {

  static CallbackContent of(Map<String, String> query, String body) {
    JsonNode json = HttpSmsAnswers.json(body);
    return new CallbackContent(json.isContainer() ? json : object(query), Map.of());
  }

  static CallbackContent ofForm(Map<String, String> query, String body) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : body.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
      }
    }
    Map<String, String> all = new TreeMap<>(query);
    all.putAll(fields);
    return new CallbackContent(object(all), fields);
  }

  private static JsonNode object(Map<String, String> fields) {
    ObjectNode object = JsonMapper.shared().createObjectNode();
    fields.forEach(object::put);
    return object;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
