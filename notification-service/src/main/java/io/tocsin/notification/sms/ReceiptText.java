package io.tocsin.notification.sms;

import io.tocsin.notification.sending.Receipt.Result;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt's text says (SMPP 3.4, appendix B, which is a habit more than a rule: {@code id:…
 * sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…}).
 *
 * @param id null where the text has none
 * @param state in capitals, empty where the text has none
 */
record ReceiptText(@Nullable String id, String state, String error) {

  private static final Pattern ID = Pattern.compile("(?i)\\bid:(\\S+)");
  private static final Pattern STATE = Pattern.compile("(?i)\\bstat:(\\S+)");
  private static final Pattern ERROR = Pattern.compile("(?i)\\berr:(\\S+)");

  static ReceiptText of(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return new ReceiptText(
        first(ID, text).orElse(null),
        first(STATE, text).orElse("").toUpperCase(Locale.ROOT),
        first(ERROR, text).orElse(""));
  }

  /** The same as the text's states, by the number of the TLV message_state. */
  static String stateOf(int messageState) {
    return switch (messageState) {
      case 1 -> "ENROUTE";
      case 2 -> "DELIVRD";
      case 3 -> "EXPIRED";
      case 4 -> "DELETED";
      case 5 -> "UNDELIV";
      case 6 -> "ACCEPTD";
      case 8 -> "REJECTD";
      default -> "UNKNOWN";
    };
  }

  /** Empty while nothing is final. */
  static Optional<Result> result(String state) {
    return switch (state) {
      case "DELIVRD" -> Optional.of(Result.ARRIVED);
      case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> Optional.of(Result.LOST);
      default -> Optional.empty();
    };
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
