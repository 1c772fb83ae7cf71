package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregate's version as its entity tag. */
public final class ETags {

  private ETags() {}

  /** {@code "7"}, quotes included. */
  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /** Whether {@code If-None-Match} names this version: then the answer is 304. */
  public static boolean matches(@Nullable String ifNoneMatch, long version) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(ETags::strong)
            .anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
  }

  /**
   * The version that {@code If-Match} asks for; null where the header is absent or {@code *}.
   *
   * @throws ProblemException 400 when it is not one of our tags
   */
  public static @Nullable Long expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    String tag = strong(ifMatch);
    String digits = tag.replace("\"", "");
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      LocalText message =
          new LocalText(
              "应为形如 \"7\" 的 ETag，但收到 " + ifMatch,
              "Expected an ETag such as \"7\", but got " + ifMatch);
      throw Problems.badRequest(message, List.of(new FieldError("If-Match", message)));
    }
  }

  /**
   * Refuses unless {@code If-Match} is absent or fits.
   *
   * @throws ProblemException 412 when the version is another
   */
  public static void requireCurrent(@Nullable String ifMatch, long version) {
    Long expected = expected(ifMatch);
    if (expected != null && expected != version) {
      throw Problems.stale(
          new LocalText(
              "应为版本 " + expected + "，但当前版本是 " + version,
              "Expected version " + expected + ", but the current one is " + version));
    }
  }

  private static String strong(String tag) {
    String stripped = tag.strip();
    return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
  }
}
