package io.tocsin.notification.domain;

/**
 * A telephone number in its international digits, without a plus, so that a reply is recognised
 * however the centre writes its sender.
 */
public record PhoneNumber(String digits) {

  /**
   * Reads {@code +86 138 0000 0003}, {@code 008613800000003}, {@code 8613800000003} and, with the
   * country's code, {@code 13800000003} as the same number.
   *
   * @param country the calling code that a mainland mobile number without one belongs to; empty to
   *     take every number as it comes
   */
  public static PhoneNumber of(String written, String country) {
    boolean international = written.strip().startsWith("+");
    String digits = written.replaceAll("\\D", "");
    if (!international && digits.startsWith("00")) {
      return new PhoneNumber(digits.substring(2));
    }
    if (!international && country.equals("86") && digits.matches("1\\d{10}")) {
      return new PhoneNumber(country + digits);
    }
    return new PhoneNumber(digits);
  }
}
