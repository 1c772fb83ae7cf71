package io.tocsin.escalation.paging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.escalation.domain.Role;
import tools.jackson.databind.json.JsonMapper;

/** Roles lie in documents as their names, as they did when there were only two of them. */
final class StoredRoles {

  private StoredRoles() {}

  /** What the annotations say of the members of the same name in {@link Role}. */
  private abstract static class AsText {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Role valueOf(String name) {
      return Role.valueOf(name);
    }

    @JsonValue
    abstract String name();
  }

  /** For the settings of a codec. */
  static JsonMapper.Builder asText(JsonMapper.Builder json) {
    return json.addMixIn(Role.class, AsText.class);
  }
}
