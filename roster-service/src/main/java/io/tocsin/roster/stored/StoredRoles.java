package io.tocsin.roster.stored;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.roster.domain.OnCallRole;
import tools.jackson.databind.json.JsonMapper;

/** Roles lie in documents as their names, as they did when there were only two of them. */
public final class StoredRoles {

  private StoredRoles() {}

  /** What the annotations say of the members of the same name in {@link OnCallRole}. */
  private abstract static class AsText {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OnCallRole valueOf(String name) {
      return OnCallRole.valueOf(name);
    }

    @JsonValue
    abstract String name();
  }

  /** For the settings of a codec. */
  public static JsonMapper.Builder asText(JsonMapper.Builder json) {
    return json.addMixIn(OnCallRole.class, AsText.class);
  }
}
