package io.tocsin.kit.web;

import io.tocsin.contracts.LocalText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the caller gets as RFC 9457 problem+json.
 *
 * @see Problems for the ones that all services share
 */
public final class ProblemException extends RuntimeException {

  private final int status;
  private final String slug;
  private final transient LocalText title;
  private final transient LocalText detail;
  private final transient List<FieldError> errors;
  private final transient List<String> missing;
  private final transient @Nullable Duration retryAfter;

  /**
   * @param slug the last part of the problem's type: {@code https://tocsin.io/problems/<slug>}
   * @param detail what was expected and what came
   * @param missing what a guard found missing, by name
   */
  public ProblemException(
      int status,
      String slug,
      LocalText title,
      LocalText detail,
      List<FieldError> errors,
      List<String> missing,
      @Nullable Duration retryAfter) {
    super(detail.en());
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.missing = List.copyOf(missing);
    this.retryAfter = retryAfter;
  }

  /** One field that was not as expected; {@code field} is a path such as {@code units[3].code}. */
  public record FieldError(String field, LocalText message) {}

  public int status() {
    return status;
  }

  public String slug() {
    return slug;
  }

  public LocalText title() {
    return title;
  }

  public LocalText detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public List<String> missing() {
    return missing;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
