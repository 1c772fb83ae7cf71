package io.tocsin.roster.contactpoints;

import io.tocsin.kit.time.Ids;
import java.security.SecureRandom;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Codes of six digits. What is kept of them is a hash that fits one contact point only. */
@Component
class Codes {

  private final SecureRandom random = new SecureRandom();

  String next() {
    return String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
  }

  static String hash(String personId, String contact, String code) {
    return Ids.derived("verification", personId, contact, code);
  }
}
