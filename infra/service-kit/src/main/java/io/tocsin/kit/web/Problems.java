package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.time.Duration;
import java.util.List;

/** The refusals that every service shares. Details say "Expected …, but …", in both languages. */
public final class Problems {

  private Problems() {}

  public static ProblemException badRequest(LocalText detail, List<FieldError> errors) {
    return new ProblemException(
        400,
        "invalid-request",
        new LocalText("请求内容有误", "Invalid request"),
        detail,
        errors,
        List.of(),
        null);
  }

  public static ProblemException forbidden(LocalText detail) {
    return new ProblemException(
        403, "forbidden", new LocalText("没有权限", "Forbidden"), detail, List.of(), List.of(), null);
  }

  public static ProblemException notFound(LocalText detail) {
    return new ProblemException(
        404, "not-found", new LocalText("未找到", "Not found"), detail, List.of(), List.of(), null);
  }

  /** A guard refuses; {@code missing} names what it waits for. */
  public static ProblemException refused(LocalText detail, List<String> missing) {
    return new ProblemException(
        409,
        "refused",
        new LocalText("当前不允许该操作", "Refused in this state"),
        detail,
        List.of(),
        missing,
        null);
  }

  /** {@code If-Match} names a version that is no longer the current one. */
  public static ProblemException stale(LocalText detail) {
    return new ProblemException(
        412,
        "stale",
        new LocalText("内容已被他人更新", "Changed meanwhile"),
        detail,
        List.of(),
        List.of(),
        null);
  }

  /** The same idempotency key came with another content. */
  public static ProblemException keyReused(LocalText detail) {
    return new ProblemException(
        422,
        "idempotency-key-reused",
        new LocalText("幂等键已用于其他内容", "Idempotency key used for another content"),
        detail,
        List.of(),
        List.of(),
        null);
  }

  public static ProblemException unavailable(LocalText detail, Duration retryAfter) {
    return new ProblemException(
        503,
        "unavailable",
        new LocalText("服务暂不可用", "Unavailable"),
        detail,
        List.of(),
        List.of(),
        retryAfter);
  }
}
