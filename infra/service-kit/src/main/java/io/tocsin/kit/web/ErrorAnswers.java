package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.time.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what any error is answered with; the log gets what the caller must not see. */
public final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final ProblemWriter writer;
  private final Ids ids;

  ErrorAnswers(ProblemWriter writer, Ids ids) {
    this.writer = writer;
    this.ids = ids;
  }

  /**
   * The answer to one of several requests that came in one.
   *
   * @param request method and path, for the log
   * @param path as the caller asked for it
   */
  public ErrorAnswer of(Throwable error, String request, String path, Locale locale) {
    Found found = find(error, request, path);
    return writer.answer(found.problem(), found.members(), path, locale);
  }

  /** A refusal, and what stands in it beside what every problem has. */
  record Found(ProblemException problem, Map<String, Object> members) {}

  Found find(Throwable error, String request, String path) {
    ProblemException problem = ProblemMapping.of(error, path);
    if (problem == null) {
      return unexpected(error, request);
    }
    if (problem.status() >= 500) {
      LOG.warn("{}: {}", request, error.toString());
    }
    return new Found(problem, Map.of());
  }

  /** The caller learns an id, the log everything. */
  private Found unexpected(Throwable error, String request) {
    String id = ids.next();
    LOG.error("Error {} at {}", id, request, error);
    ProblemException problem =
        new ProblemException(
            500,
            "internal",
            new LocalText("内部错误", "Internal error"),
            new LocalText(
                "发生意外错误，请凭编号 " + id + " 查日志",
                "Something unexpected went wrong; the log has it under " + id),
            List.of(),
            List.of(),
            null);
    return new Found(problem, Map.of("errorId", id));
  }
}
