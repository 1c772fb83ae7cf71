package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests as the web layer does, for those that do not come through it one by one. */
public final class StrictJson {

  private final JsonMapper mapper;

  StrictJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException 400 that names what was expected
   */
  public <T> T read(byte[] body, Class<T> type) {
    try {
      T read = mapper.readValue(body, type);
      if (read != null) {
        return read;
      }
    } catch (JacksonException e) {
      throw UnreadableBody.problem(e);
    }
    throw Problems.badRequest(
        new LocalText("应为 JSON 对象，但收到 null", "Expected a JSON object, but got null"), List.of());
  }

  JsonMapper mapper() {
    return mapper;
  }
}
