package io.tocsin.gateway.domain;

/** How a call behaves, which is what its limits hang on. */
public enum Traffic {
  /** A small request and an answer that is due in time. */
  CALL,
  /** A large document sent in; its answer may take longer. */
  UPLOAD,
  /** An answer that never ends: server-sent events. */
  STREAM
}
