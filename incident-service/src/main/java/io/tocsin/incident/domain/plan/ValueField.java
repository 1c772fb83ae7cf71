package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that the response records.
 *
 * @param fallback what holds until it is recorded, in its {@link Type}'s own writing; null for
 *     nothing
 */
public record ValueField(String name, Text label, Type type, @Nullable String fallback) {

  /** How a value is written. */
  public enum Type {
    /** ISO 8601, such as {@code PT90M}; a bare number is minutes. */
    DURATION("时长，如 PT90M，或分钟数", "a duration such as PT90M, or minutes"),
    YES_NO("true 或 false", "true or false"),
    NUMBER("数字", "a number"),
    TEXT("1 到 1000 个字符", "1 to 1000 characters");

    private final String zh;
    private final String en;

    Type(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    public Text expected() {
      return new Text(zh, en);
    }
  }

  /** The one writing of a value, empty where it is not of the type. */
  public Optional<String> canonical(String written) {
    String words = written.strip();
    return switch (type) {
      case DURATION -> duration(words).map(Duration::toString);
      case YES_NO -> {
        String low = words.toLowerCase(Locale.ROOT);
        yield low.equals("true") || low.equals("false") ? Optional.of(low) : Optional.empty();
      }
      case NUMBER -> number(words).map(BigDecimal::toPlainString);
      case TEXT -> words.isEmpty() || words.length() > 1000 ? Optional.empty() : Optional.of(words);
    };
  }

  static Duration durationOf(String canonical) {
    return Duration.parse(canonical);
  }

  private static Optional<Duration> duration(String words) {
    try {
      Duration read =
          words.matches("\\d{1,6}")
              ? Duration.ofMinutes(Long.parseLong(words))
              : Duration.parse(words);
      return read.isNegative() || read.compareTo(Duration.ofDays(366)) > 0
          ? Optional.empty()
          : Optional.of(read);
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> number(String words) {
    try {
      return words.length() > 30 ? Optional.empty() : Optional.of(new BigDecimal(words));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
