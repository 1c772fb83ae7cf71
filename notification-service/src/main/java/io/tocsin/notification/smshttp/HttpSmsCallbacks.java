package io.tocsin.notification.smshttp;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.replies.Replies;
import io.tocsin.notification.sending.Receipts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes what providers call back with. The address holds a secret; who does not know it gets the
 * same answer as for a provider that does not exist.
 */
@RestController
final class HttpSmsCallbacks {

  private final HttpSmsRequests requests;
  private final Receipts receipts;
  private final Replies replies;
  private final HttpSmsProperties properties;

  HttpSmsCallbacks(
      HttpSmsRequests requests, Receipts receipts, Replies replies, HttpSmsProperties properties) {
    this.requests = requests;
    this.receipts = receipts;
    this.replies = replies;
    this.properties = properties;
  }

  /** A receipt, or several. Answered when they are stored: until then the provider keeps them. */
  @RequestMapping(
      path = "/api/v1/inbound/sms/{name}/{token}",
      method = {RequestMethod.GET, RequestMethod.POST})
  Mono<ResponseEntity<String>> receipts(
      @PathVariable String name,
      @PathVariable String token,
      @RequestHeader(name = "X-Twilio-Signature", defaultValue = "") String signature,
      @RequestBody(required = false) Mono<String> body,
      ServerWebExchange exchange) {
    HttpSmsRequest known = known(name, token);
    HttpSmsSpec.Receipts spec = known.spec().receipts();
    if (spec == null) {
      throw nobody();
    }
    return said(exchange, body)
        .doOnNext(said -> verify(known, spec.signature(), exchange, said, signature))
        .flatMapIterable(said -> ReceiptReading.receipts(known.spec(), said.json(), name))
        .concatMap(receipts::accept)
        .then(Mono.just(answer(spec.answer())));
  }

  /** What somebody wrote back. */
  @RequestMapping(
      path = "/api/v1/inbound/sms/{name}/{token}/replies",
      method = {RequestMethod.GET, RequestMethod.POST})
  Mono<ResponseEntity<String>> replies(
      @PathVariable String name,
      @PathVariable String token,
      @RequestHeader(name = "X-Twilio-Signature", defaultValue = "") String signature,
      @RequestBody(required = false) Mono<String> body,
      ServerWebExchange exchange) {
    HttpSmsRequest known = known(name, token);
    HttpSmsSpec.Replies spec = known.spec().replies();
    if (spec == null) {
      throw nobody();
    }
    return said(exchange, body)
        .doOnNext(said -> verify(known, spec.signature(), exchange, said, signature))
        .flatMapMany(said -> Flux.fromIterable(ReceiptReading.replies(spec, said.json())))
        .concatMap(reply -> replies.received(reply.from(), reply.text()))
        .then(Mono.just(answer(spec.answer())));
  }

  private static Mono<CallbackContent> said(ServerWebExchange exchange, Mono<String> body) {
    MediaType type = exchange.getRequest().getHeaders().getContentType();
    Map<String, String> query = single(exchange.getRequest().getQueryParams());
    if (type != null && type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED)) {
      return body.defaultIfEmpty("").map(text -> CallbackContent.ofForm(query, text));
    }
    return body.defaultIfEmpty("").map(text -> CallbackContent.of(query, text));
  }

  private static Map<String, String> single(MultiValueMap<String, String> all) {
    return new LinkedHashMap<>(all.toSingleValueMap());
  }

  private HttpSmsRequest known(String name, String token) {
    return Optional.ofNullable(requests.byName().get(name))
        .filter(r -> !r.properties().callbackToken().isEmpty())
        .filter(r -> same(r.properties().callbackToken(), token))
        .orElseThrow(HttpSmsCallbacks::nobody);
  }

  private void verify(
      HttpSmsRequest known,
      HttpSmsSpec.@Nullable Signature kind,
      ServerWebExchange exchange,
      CallbackContent said,
      String signature) {
    if (kind == HttpSmsSpec.Signature.TWILIO) {
      String query = exchange.getRequest().getURI().getRawQuery();
      String url =
          properties.publicUrl()
              + exchange.getRequest().getURI().getRawPath()
              + (query == null ? "" : "?" + query);
      String secret = known.properties().settings().getOrDefault("authToken", "");
      if (!same(ReceiptReading.twilioSignature(secret, url, said.form()), signature)) {
        throw Problems.forbidden(
            new LocalText(
                "应为有效的 X-Twilio-Signature，但不是",
                "Expected a valid X-Twilio-Signature, but it is not"));
      }
    }
  }

  /** In the same time whatever differs. */
  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static ResponseEntity<String> answer(String text) {
    MediaType type = text.startsWith("{") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN;
    return ResponseEntity.ok().contentType(type).body(text);
  }

  private static RuntimeException nobody() {
    return Problems.notFound(
        new LocalText("没有这个回调地址", "Expected the address of a provider, but nobody is here"));
  }
}
