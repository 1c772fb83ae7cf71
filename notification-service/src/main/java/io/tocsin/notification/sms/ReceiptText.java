package io.tocsin.notification.sms;

import io.tocsin.notification.sending.Receipt.Result;
import io.tocsin.notification.sms.SmppProperties.ReceiptIds;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt's text says (SMPP 3.4, appendix B, which is a habit more than a rule: {@code id:…
 * sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…}).
 *
 * @param id null where the text has none
 * @param state in capitals, empty where the text has none
 */
record ReceiptText(@Nullable String id, String state, String error) {

  private static final Pattern ID =
      Pattern.compile("(?i)(?:^|\\s)(?:id|message_?id)\\s*[:=]\\s*(\\S+)");
  private static final Pattern STATE = Pattern.compile("(?i)\\b(?:stat|status)\\s*[:=]\\s*(\\S+)");
  private static final Pattern ERROR = Pattern.compile("(?i)\\berr\\s*[:=]\\s*(\\S+)");

  static ReceiptText of(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return new ReceiptText(
        first(ID, text).orElse(null),
        first(STATE, text).orElse("").toUpperCase(Locale.ROOT),
        first(ERROR, text).orElse(""));
  }

  /**
   * What an id may have been called in the answer, the likeliest first. The id itself is always
   * among them: a centre may have changed its ways since it was configured.
   */
  static Stream<String> notations(String id, ReceiptIds ids) {
    return switch (ids) {
      case AS_IS -> Stream.of(id);
      case DECIMAL_FOR_HEX ->
          id.matches("\\d{1,38}")
              ? Stream.of(hex(id), hex(id).toUpperCase(Locale.ROOT), id)
              : Stream.of(id);
      case HEX_FOR_DECIMAL ->
          id.matches("[0-9a-fA-F]{1,32}")
              ? Stream.of(new BigInteger(id, 16).toString(), id)
              : Stream.of(id);
    };
  }

  private static String hex(String decimal) {
    return new BigInteger(decimal).toString(16);
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
      case "DELIVRD", "DELIVERED" -> Optional.of(Result.ARRIVED);
      case "EXPIRED",
          "DELETED",
          "UNDELIV",
          "UNDELIVERABLE",
          "UNDELIVERED",
          "REJECTD",
          "REJECTED",
          "FAILED" ->
          Optional.of(Result.LOST);
      default -> Optional.empty();
    };
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
