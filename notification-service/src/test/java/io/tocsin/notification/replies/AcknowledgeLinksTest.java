package io.tocsin.notification.replies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.replies.AcknowledgeLinks.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Nobody can make a link up or make one last longer. */
class AcknowledgeLinksTest {

  private static final byte[] KEY =
      "a secret of this installation".getBytes(StandardCharsets.UTF_8);
  private static final Claim CLAIM = new Claim("d-1", Instant.parse("2026-03-09T01:10:00Z"));

  @Test
  void whatWasSealedIsReadBack() {
    String token = AcknowledgeLinks.token(KEY, CLAIM);

    assertThat(token).matches("[A-Za-z0-9_.-]+").hasSizeLessThan(120);
    assertThat(AcknowledgeLinks.claim(KEY, token)).contains(CLAIM);
  }

  @Test
  void everyChangeOfATokenBreaksIt() {
    String token = AcknowledgeLinks.token(KEY, CLAIM);
    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(AcknowledgeLinks.claim(KEY, changed)).as("%s", at).isEmpty();
    }
    assertThat(AcknowledgeLinks.claim("another".getBytes(StandardCharsets.UTF_8), token)).isEmpty();
    assertThat(AcknowledgeLinks.claim(KEY, "")).isEmpty();
    assertThat(AcknowledgeLinks.claim(KEY, "a.b")).isEmpty();
    assertThat(AcknowledgeLinks.claim(KEY, "....")).isEmpty();
  }
}
