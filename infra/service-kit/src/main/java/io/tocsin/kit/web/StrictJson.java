package io.tocsin.kit.web;

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
      return mapper.readValue(body, type);
    } catch (JacksonException e) {
      throw UnreadableBody.problem(e);
    }
  }

  JsonMapper mapper() {
    return mapper;
  }
}
