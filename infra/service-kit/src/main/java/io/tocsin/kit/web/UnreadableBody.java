package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says of a JSON body that could not be read which field, what was expected and what came. */
final class UnreadableBody {

  private UnreadableBody() {}

  static ProblemException problem(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException u -> unknownField(u);
      case InvalidFormatException f -> wrongValue(f);
      case ValueInstantiationException v -> refusedByType(v);
      case MismatchedInputException m -> mismatch(m);
      default -> broken(e);
    };
  }

  private static ProblemException broken(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    int line = at == null ? 0 : at.getLineNr();
    int column = at == null ? 0 : at.getColumnNr();
    return Problems.badRequest(
        new LocalText(
            "应为 JSON，但第 %d 行第 %d 列无法解析".formatted(line, column),
            "Expected JSON, but it breaks off at line %d, column %d: %s"
                .formatted(line, column, firstSentence(e))),
        List.of());
  }

  private static ProblemException unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    String names =
        known == null
            ? ""
            : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    return field(
        path(e),
        new LocalText("未知字段，应为以下之一：" + names, "Expected one of " + names + ", but it is none"));
  }

  private static ProblemException wrongValue(InvalidFormatException e) {
    String expectedZh = expected(e.getTargetType(), true);
    String expectedEn = expected(e.getTargetType(), false);
    return field(
        path(e),
        new LocalText(
            "应为" + expectedZh + "，但收到 " + shown(e.getValue()),
            "Expected " + expectedEn + ", but got " + shown(e.getValue())));
  }

  private static ProblemException refusedByType(ValueInstantiationException e) {
    Throwable cause = e.getCause();
    String said = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
    return field(path(e), new LocalText("取值不被接受：" + said, said));
  }

  private static ProblemException mismatch(MismatchedInputException e) {
    if (e.getPath().isEmpty()) {
      return e.getTargetType() == null || String.valueOf(e.getMessage()).contains("end-of-input")
          ? broken(e)
          : Problems.badRequest(
              new LocalText(
                  "应为" + expected(e.getTargetType(), true) + "，但收到其他内容",
                  "Expected " + expected(e.getTargetType(), false) + ", but got something else"),
              List.of());
    }
    String said = e.getOriginalMessage();
    if (e instanceof InvalidNullException
        || said.contains("creator property")
        || said.startsWith("Cannot map `null`")) {
      return field(path(e), new LocalText("必填，但缺失", "Expected a value, but it is missing"));
    }
    return field(
        path(e),
        new LocalText(
            "应为" + expected(e.getTargetType(), true) + "，但收到其他类型",
            "Expected " + expected(e.getTargetType(), false) + ", but got another type"));
  }

  private static ProblemException field(String path, LocalText message) {
    return Problems.badRequest(
        new LocalText(path + "：" + message.zh(), path + ": " + message.en()),
        List.of(new FieldError(path, message)));
  }

  /** {@code units[3].code}. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : e.getPath()) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String expected(@Nullable Class<?> type, boolean zh) {
    if (type == null) {
      return zh ? "其他内容" : "something else";
    }
    if (type.isEnum()) {
      return (zh ? "以下之一：" : "one of ")
          + Arrays.stream(type.getEnumConstants())
              .map(c -> ((Enum<?>) c).name())
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return zh ? "true 或 false" : "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return zh ? "数字" : "a number";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return zh
          ? " ISO 8601 时间，如 2026-11-22T10:00:00Z"
          : "an ISO 8601 time such as 2026-11-22T10:00:00Z";
    }
    if (TemporalAmount.class.isAssignableFrom(type)) {
      return zh ? " ISO 8601 时长，如 PT30M" : "an ISO 8601 duration such as PT30M";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return zh ? "文本" : "a text";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return zh ? "数组" : "an array";
    }
    return type.isRecord() || Map.class.isAssignableFrom(type)
        ? (zh ? "对象" : "an object")
        : type.getSimpleName();
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
  }

  private static String firstSentence(JacksonException e) {
    String said = e.getOriginalMessage();
    int end = said.indexOf('\n');
    return end < 0 ? said : said.substring(0, end);
  }
}
