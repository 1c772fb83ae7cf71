package io.tocsin.roster.book;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Up once what people entered was read: before that every page and every question waits. */
@Component
final class BooksHealthIndicator implements ReactiveHealthIndicator {

  private final BookKeeping books;

  BooksHealthIndicator(BookKeeping books) {
    this.books = books;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromSupplier(() ->
        (books.caughtUp() ? Health.up() : Health.down())
            .withDetail("revision", books.now().revision())
            .build());
  }
}
