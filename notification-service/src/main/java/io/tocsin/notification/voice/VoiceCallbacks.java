package io.tocsin.notification.voice;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.replies.Acknowledgements;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipt.Result;
import io.tocsin.notification.sending.Receipts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What came of a call: answered, not, or a key was pressed. */
@RestController
final class VoiceCallbacks {

  private final VoiceProperties properties;
  private final Receipts receipts;
  private final Acknowledgements acknowledgements;

  VoiceCallbacks(VoiceProperties properties, Receipts receipts, Acknowledgements acknowledgements) {
    this.properties = properties;
    this.receipts = receipts;
    this.acknowledgements = acknowledgements;
  }

  /**
   * One step of a call.
   *
   * @param id the delivery's
   * @param digits what was keyed in, with {@code KEYED}
   */
  record Progress(String id, Kind event, @Nullable String digits, @Nullable String detail) {
    /** What happened. */
    enum Kind {
      /** The text was read to somebody or something. */
      ANSWERED,
      KEYED,
      FAILED
    }
  }

  @PostMapping(VoiceConfiguration.CALLBACK + "{name}/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> progress(
      @PathVariable String name, @PathVariable String token, @RequestBody Progress progress) {
    VoiceProperties.One known =
        Optional.ofNullable(properties.providers().get(name))
            .filter(one -> same(one.callbackToken(), token))
            .orElseThrow(VoiceCallbacks::nobody);
    String provider = VoiceConfiguration.providerName(name);
    String detail = progress.detail() == null ? "" : progress.detail();
    return switch (progress.event()) {
      case ANSWERED ->
          receipts.accept(Receipt.ofOurs(provider, progress.id(), Result.ARRIVED, detail));
      case FAILED -> receipts.accept(Receipt.ofOurs(provider, progress.id(), Result.LOST, detail));
      case KEYED ->
          known.key().equals(progress.digits())
              ? acknowledgements.page(progress.id()).flatMap(acknowledgements::byRecipientOf).then()
              : Mono.empty();
    };
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException nobody() {
    return Problems.notFound(
        new LocalText("没有这个回调地址", "Expected the address of a provider, but nobody is here"));
  }
}
