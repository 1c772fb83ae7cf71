package io.tocsin.notification.email;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.email.Bounces.Bounce;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipt.Result;
import io.tocsin.notification.sending.Receipts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes mails that came back, as the mail server hands them on (a pipe to curl is enough). What is
 * no notification about a mail of ours is thrown away: the mailbox gets all sorts.
 */
@RestController
final class BounceController {

  private static final Logger LOG = LoggerFactory.getLogger(BounceController.class);

  private final SmtpProperties properties;
  private final Receipts receipts;
  private final BouncedContacts bounced;

  BounceController(SmtpProperties properties, Receipts receipts, BouncedContacts bounced) {
    this.properties = properties;
    this.receipts = receipts;
    this.bounced = bounced;
  }

  @PostMapping("/api/v1/inbound/mail/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> take(@PathVariable String token, @RequestBody Mono<byte[]> mail) {
    if (properties.bounceToken().isEmpty() || !same(properties.bounceToken(), token)) {
      return Mono.error(
          Problems.notFound(
              new LocalText(
                  "没有这个地址", "Expected the address for returned mail, but nobody is here")));
    }
    return mail.publishOn(Schedulers.boundedElastic())
        .flatMap(bytes -> Mono.justOrEmpty(Bounces.read(bytes)))
        .flatMap(this::apply);
  }

  private Mono<Void> apply(Bounce bounce) {
    LOG.info(
        "{}: {} {} {}", bounce.deliveryId(), bounce.action(), bounce.status(), bounce.detail());
    String detail = (bounce.status() + " " + bounce.detail()).strip();
    Mono<Void> known =
        switch (bounce.action()) {
          case FAILED -> receipts.accept(receipt(bounce, Result.LOST, detail));
          case DELIVERED -> receipts.accept(receipt(bounce, Result.ARRIVED, detail));
          case DELAYED -> Mono.empty();
        };
    return bounce.addressIsDead() && !bounce.address().isEmpty()
        ? known.then(bounced.mark(bounce.address(), detail))
        : known;
  }

  private Receipt receipt(Bounce bounce, Result result, String detail) {
    return Receipt.ofOurs(properties.providerName(), bounce.deliveryId(), result, detail);
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
