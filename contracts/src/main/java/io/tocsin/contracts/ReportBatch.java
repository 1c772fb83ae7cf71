package io.tocsin.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports that came to the gateway in the same moment and go on to the intake in one call, {@code
 * POST /internal/report-batches}, which answers with {@link Answers}. Each of them has its own
 * caller and gets its own answer; one that is refused touches no other.
 *
 * @param tokens the callers' bearer tokens, each once
 */
public record ReportBatch(List<String> tokens, List<Entry> entries) {

  /**
   * One report as its caller sent it.
   *
   * @param token the place of the caller's token among {@link ReportBatch#tokens}
   * @param body the bytes of the body, in Base64: what they are is for the intake to judge
   */
  public record Entry(
      int token,
      @Nullable String idempotencyKey,
      @Nullable String acceptLanguage,
      String requestId,
      String body) {}

  /**
   * What the callers get.
   *
   * @param answers one for each entry, in the same order
   */
  public record Answers(List<Answer> answers) {}

  /**
   * The answer to one report.
   *
   * @param status of HTTP
   */
  public record Answer(int status, Map<String, String> headers, String body) {}
}
