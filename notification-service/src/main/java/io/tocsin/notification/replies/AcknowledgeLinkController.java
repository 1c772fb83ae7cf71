package io.tocsin.notification.replies;

import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.web.Languages;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Paged;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.replies.AcknowledgeLinks.Claim;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The link in a page's mail. GET shows a page with a button and changes nothing, because programs
 * that look for harm open every link; POST acknowledges as the person who got the mail.
 */
@RestController
final class AcknowledgeLinkController {

  private final AcknowledgeLinks links;
  private final Acknowledgements acknowledgements;
  private final Standings standings;
  private final Directory directory;
  private final Clock clock;

  AcknowledgeLinkController(
      AcknowledgeLinks links,
      Acknowledgements acknowledgements,
      Standings standings,
      Directory directory,
      Clock clock) {
    this.links = links;
    this.acknowledgements = acknowledgements;
    this.standings = standings;
    this.directory = directory;
    this.clock = clock;
  }

  @GetMapping(AcknowledgeLinks.PATH + "{token}")
  Mono<ResponseEntity<String>> ask(@PathVariable String token, ServerHttpRequest request) {
    Language language = language(request);
    return withPage(
        token,
        language,
        page ->
            acknowledgements
                .acknowledgedAt(page)
                .map(at -> AcknowledgePage.already(language, page, at, zone()))
                .defaultIfEmpty(AcknowledgePage.ask(language, page)));
  }

  @PostMapping(AcknowledgeLinks.PATH + "{token}")
  Mono<ResponseEntity<String>> acknowledge(@PathVariable String token, ServerHttpRequest request) {
    Language language = language(request);
    return withPage(
        token,
        language,
        page ->
            standing(page)
                .flatMap(standing ->
                    acknowledgements
                        .byRecipientOf(page)
                        .map(result -> thanks(language, page, result, standing))));
  }

  private Mono<Standing> standing(Message page) {
    var about = page.about();
    return standings.of(
        Objects.requireNonNull(about.incidentId()), Objects.requireNonNull(about.pageId()));
  }

  private String thanks(
      Language language, Message page, Acknowledgements.Result result, Standing standing) {
    Paged paged = page.paged();
    Words over = standing.over(paged == null ? "" : paged.text().number(), result.first());
    return over == null
        ? AcknowledgePage.thanks(language, page, result, zone())
        : AcknowledgePage.over(language, page, over);
  }

  private Mono<ResponseEntity<String>> withPage(
      String token, Language language, Function<Message, Mono<String>> then) {
    return links
        .read(token)
        .flatMap(claim ->
            late(claim)
                ? Mono.just(html(HttpStatus.GONE, AcknowledgePage.late(language)))
                : acknowledgements
                    .page(claim.deliveryId())
                    .flatMap(then)
                    .map(page -> html(HttpStatus.OK, page)))
        .defaultIfEmpty(html(HttpStatus.NOT_FOUND, AcknowledgePage.unknown(language)));
  }

  private ZoneId zone() {
    OrganisationV1 organisation = directory.current().organisation();
    return organisation == null ? ZoneOffset.UTC : organisation.timeZone();
  }

  private boolean late(Claim claim) {
    return !clock.instant().isBefore(claim.validUntil());
  }

  private static Language language(ServerHttpRequest request) {
    return Language.of(Languages.of(request).toLanguageTag());
  }

  private static ResponseEntity<String> html(HttpStatus status, String page) {
    return ResponseEntity.status(status)
        .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors"
                + " 'none'")
        .body(page);
  }
}
