package io.tocsin.kit.web;

import com.mongodb.MongoException;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.TransientErrors;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;

/** Which refusal an error is; null for what is nobody's fault but ours. */
final class ProblemMapping {

  private static final Duration RETRY = Duration.ofSeconds(2);

  private ProblemMapping() {}

  static @Nullable ProblemException of(Throwable error, String path) {
    if (error instanceof ProblemException problem) {
      return problem;
    }
    DataBufferLimitException tooLarge = cause(error, DataBufferLimitException.class);
    if (tooLarge != null) {
      return tooLarge();
    }
    if (error instanceof ServerWebInputException input) {
      return input(input);
    }
    if (error instanceof DecodingException decoding) {
      return unreadable(decoding);
    }
    if (error instanceof ResponseStatusException status) {
      return status(status, path);
    }
    return TransientErrors.isTransient(error) ? unavailable(error) : null;
  }

  private static ProblemException input(ServerWebInputException e) {
    if (e instanceof WebExchangeBindException bind) {
      return Problems.badRequest(
          new LocalText("部分字段不符合要求", "Some fields are not as expected"),
          bind.getFieldErrors().stream().map(ProblemMapping::fieldError).toList());
    }
    if (e instanceof MissingRequestValueException missing) {
      return field(
          missing.getName(), new LocalText("必填，但缺失", "Expected a value, but it is missing"));
    }
    if (cause(e, JacksonException.class) != null || cause(e, DecodingException.class) != null) {
      return unreadable(e);
    }
    String parameter =
        e.getMethodParameter() == null ? null : e.getMethodParameter().getParameterName();
    String reason = e.getReason() == null ? "" : e.getReason();
    return parameter == null || reason.startsWith("No request body")
        ? Problems.badRequest(
            new LocalText("应有请求内容，但无法读取", "Expected another request: " + reason), List.of())
        : field(parameter, new LocalText("取值无法识别", "Expected another value: " + reason));
  }

  private static ProblemException unreadable(Throwable e) {
    JacksonException json = cause(e, JacksonException.class);
    return json == null
        ? Problems.badRequest(
            new LocalText("请求内容无法解析", "Expected a readable body, but it is not"), List.of())
        : UnreadableBody.problem(json);
  }

  private static FieldError fieldError(org.springframework.validation.FieldError e) {
    String said = String.valueOf(e.getDefaultMessage());
    return new FieldError(e.getField(), new LocalText(said, said));
  }

  private static ProblemException field(String field, LocalText message) {
    return Problems.badRequest(
        new LocalText(field + "：" + message.zh(), field + ": " + message.en()),
        List.of(new FieldError(field, message)));
  }

  private static @Nullable ProblemException status(ResponseStatusException e, String path) {
    HttpStatusCode code = e.getStatusCode();
    return switch (e) {
      case MethodNotAllowedException m ->
          simple(
              405,
              "method-not-allowed",
              new LocalText("方法不允许", "Method not allowed"),
              new LocalText(
                  "此路径支持 " + m.getSupportedMethods() + "，但收到 " + m.getHttpMethod(),
                  "Expected one of " + m.getSupportedMethods() + ", but got " + m.getHttpMethod()));
      case NotAcceptableStatusException n ->
          simple(
              406,
              "not-acceptable",
              new LocalText("无法提供所要求的格式", "Not acceptable"),
              new LocalText(
                  "可提供 " + n.getSupportedMediaTypes(),
                  "Expected to be asked for one of " + n.getSupportedMediaTypes()));
      case UnsupportedMediaTypeStatusException u ->
          simple(
              415,
              "unsupported-media-type",
              new LocalText("不支持的内容类型", "Unsupported media type"),
              new LocalText(
                  "应为 " + u.getSupportedMediaTypes() + "，但收到 " + u.getContentType(),
                  "Expected one of "
                      + u.getSupportedMediaTypes()
                      + ", but got "
                      + u.getContentType()));
      default -> plain(code.value(), e, path);
    };
  }

  private static @Nullable ProblemException plain(
      int code, ResponseStatusException e, String path) {
    return switch (code) {
      case 404 ->
          Problems.notFound(
              new LocalText(
                  "此处没有内容：" + path, "Expected a known path, but there is none at " + path));
      case 413 -> tooLarge();
      case 503, 504 ->
          simple(
              code,
              code == 503 ? "unavailable" : "timeout",
              code == 503
                  ? new LocalText("服务暂不可用", "Unavailable")
                  : new LocalText("等待超时", "Timed out"),
              new LocalText(
                  "请稍后重试", "Expected an answer in time, but there was none; try again soon"));
      default ->
          code >= 500
              ? null
              : simple(
                  code,
                  "http-" + code,
                  new LocalText("请求未被接受", "Request refused"),
                  reason(e, code));
    };
  }

  private static LocalText reason(ResponseStatusException e, int code) {
    String said = e.getReason() == null ? "HTTP " + code : e.getReason();
    return new LocalText(said, said);
  }

  private static ProblemException tooLarge() {
    return simple(
        413,
        "too-large",
        new LocalText("请求内容过大", "Content too large"),
        new LocalText("请求内容超过允许的大小", "Expected a smaller body, but it exceeds the limit"));
  }

  private static ProblemException unavailable(Throwable error) {
    boolean store = cause(error, MongoException.class) != null;
    return Problems.unavailable(
        store
            ? new LocalText(
                "数据库暂不可用，未作任何更改，请稍后重试", "The store is away; nothing was accepted, try again soon")
            : new LocalText("消息系统暂不可用，请稍后重试", "Kafka is away or slow; try again soon"),
        RETRY);
  }

  private static ProblemException simple(
      int status, String slug, LocalText title, LocalText detail) {
    Duration retryAfter = status == 503 || status == 504 ? RETRY : null;
    return new ProblemException(status, slug, title, detail, List.of(), List.of(), retryAfter);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable error, Class<T> type) {
    int depth = 0;
    for (Throwable e = error; e != null && depth < 16; e = e.getCause(), depth++) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
    }
    return null;
  }
}
