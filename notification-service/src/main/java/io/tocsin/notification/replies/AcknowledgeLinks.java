package io.tocsin.notification.replies;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Links that acknowledge one page as the person who got it. A link carries the delivery's id and
 * its end, sealed with a secret that all instances share: nothing is stored for each, and nobody
 * can make one up. Its use is the acknowledgement itself, which counts once.
 */
@Component
public class AcknowledgeLinks {

  public static final String PATH = "/api/v1/inbound/acknowledge/";

  private static final String HMAC = "HmacSHA256";
  private static final int SEAL = 16;
  private static final FindOneAndUpdateOptions ONCE =
      new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

  private final Mono<byte[]> secret;
  private final ReplyProperties properties;

  AcknowledgeLinks(MongoDatabase database, ReplyProperties properties) {
    this.properties = properties;
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    // The first instance that ever starts decides; all others find its secret.
    this.secret =
        properties.linkSecret().isEmpty()
            ? Mono.defer(() ->
                    Mono.from(
                        database
                            .getCollection("secrets")
                            .findOneAndUpdate(
                                eq("_id", "acknowledge-links"),
                                Updates.setOnInsert(
                                    "secret", Base64.getEncoder().encodeToString(fresh)),
                                ONCE)))
                .map(document -> Base64.getDecoder().decode(document.getString("secret")))
                .cacheInvalidateIf(found -> false)
            : Mono.just(properties.linkSecret().getBytes(StandardCharsets.UTF_8));
  }

  /** What a link stands for. */
  record Claim(String deliveryId, Instant validUntil) {}

  /** The address of a page's link. */
  public Mono<String> link(String deliveryId, Instant now) {
    Claim claim = new Claim(deliveryId, now.plus(properties.linkValidFor()));
    return secret.map(key -> properties.publicUrl() + PATH + token(key, claim));
  }

  /** Empty for a token that is not ours. */
  Mono<Claim> read(String token) {
    return secret.flatMap(key -> Mono.justOrEmpty(claim(key, token)));
  }

  /** The seal is over the text as it stands in the link, so that there is one way to write it. */
  static String token(byte[] key, Claim claim) {
    String plain = claim.deliveryId() + "." + claim.validUntil().getEpochSecond();
    String body = encoded(plain.getBytes(StandardCharsets.UTF_8));
    return body + "." + encoded(seal(key, body));
  }

  static Optional<Claim> claim(byte[] key, String token) {
    int dot = token.indexOf('.');
    if (dot < 1) {
      return Optional.empty();
    }
    String body = token.substring(0, dot);
    byte[] expected = encoded(seal(key, body)).getBytes(StandardCharsets.UTF_8);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      return Optional.empty();
    }
    String plain = new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
    int end = plain.lastIndexOf('.');
    return Optional.of(
        new Claim(
            plain.substring(0, end),
            Instant.ofEpochSecond(Long.parseLong(plain.substring(end + 1)))));
  }

  private static byte[] seal(byte[] key, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return Arrays.copyOf(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected HMAC-SHA256, which every Java has", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
