package io.tocsin.local.demo;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Whose phone and whose mailbox it is. */
final class Contacts {

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> phones = new HashMap<>();

  Contacts(JsonNode organisation) {
    for (JsonNode person : organisation.path("people")) {
      add(person.path("id").asString(), person.path("name").asString(), person.path("contacts"));
    }
    for (JsonNode unit : organisation.path("units")) {
      add(
          unit.path("code").asString(),
          unit.path("liaison").path("name").asString(""),
          unit.path("liaison").path("contacts"));
    }
  }

  private void add(String id, String name, JsonNode contacts) {
    for (JsonNode contact : contacts) {
      String to = contact.path("to").asString();
      names.put(to, name);
      if (contact.path("channel").asString().equals("SMS")) {
        phones.put(id, to);
      }
    }
  }

  String name(String address) {
    return names.getOrDefault(address, "?");
  }

  /** The name with the address behind it. */
  String who(String address) {
    return name(address) + " " + address;
  }

  String phone(String personOrUnit) {
    String phone = phones.get(personOrUnit);
    if (phone == null) {
      throw new DemoFailedException(
          "Expected a phone number of %s in the organisation, but there is none: the demo plays on"
                  .formatted(personOrUnit)
              + " docs/examples/organisation.yaml (./tocsin apply docs/examples/organisation.yaml)");
    }
    return phone;
  }
}
