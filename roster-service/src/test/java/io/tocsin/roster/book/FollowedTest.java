package io.tocsin.roster.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.roster.domain.PersonBook;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One document that cannot be read must not keep the whole roster waiting. */
class FollowedTest {

  private static final PersonBook WANG = PersonBook.empty("wang-ming");
  private static final PersonBook LI = PersonBook.empty("li-fang").withChannels(List.of("SMS"));

  private final EnteredCodec<PersonBook> codec =
      new EnteredCodec<>(JacksonStateCodec.of(PersonBook.class, b -> Map.of()));
  private final Documents documents = new Documents();
  private final Followed<PersonBook> followed =
      new Followed<>("person_books", documents, Clock.systemUTC());

  @Test
  void what_cannot_be_read_is_left_out_and_counted_and_the_others_are_there() {
    documents.lies("wang-ming", 1, codec.encode(Entered.of(WANG)));
    documents.lies("zhao-lei", 1, new BsonDocument("leave", new BsonString("three weeks in May")));
    documents.lies("li-fang", 1, codec.encode(Entered.of(LI)));

    assertThat(look()).isTrue();

    assertThat(followed.states()).isEqualTo(Map.of("wang-ming", WANG, "li-fang", LI));
    assertThat(followed.unread()).isEqualTo(1);
  }

  @Test
  void a_document_of_before_cancelled_leave_was_remembered_is_read() {
    BsonDocument older = codec.encode(Entered.of(LI)).decode(new BsonDocumentCodec());
    assertThat(older.remove("cancelled")).isNotNull();
    documents.lies("li-fang", 1, older);

    assertThat(look()).isTrue();

    assertThat(followed.states()).isEqualTo(Map.of("li-fang", LI));
  }

  @Test
  void what_can_be_read_no_longer_stays_as_it_was_until_it_can_be_read_again() {
    documents.lies("li-fang", 1, codec.encode(Entered.of(PersonBook.empty("li-fang"))));
    look();
    documents.lies(
        "li-fang", 2, new BsonDocument("leave", new BsonString("a form of the next version")));
    assertThat(look()).isFalse();
    assertThat(followed.states()).isEqualTo(Map.of("li-fang", PersonBook.empty("li-fang")));
    assertThat(followed.unread()).isEqualTo(1);

    documents.lies("li-fang", 3, codec.encode(Entered.of(LI)));

    assertThat(look()).isTrue();
    assertThat(followed.states()).isEqualTo(Map.of("li-fang", LI));
    assertThat(followed.unread()).isZero();
  }

  @Test
  void nobody_decides_on_what_cannot_be_read() {
    Entered<PersonBook> unread =
        codec.decode(new BsonDocument("leave", new BsonString("three weeks in May")));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Entered.in(new Loaded<>("zhao-lei", unread, 1, Set.of()), WANG))
        .satisfies(e -> assertThat(e.status()).isEqualTo(409));
    assertThat(Entered.in(Loaded.absent("wang-ming"), WANG)).isEqualTo(WANG);
  }

  private boolean look() {
    return Boolean.TRUE.equals(followed.look().block(Duration.ofSeconds(10)));
  }

  /** The latest version of each document. */
  private final class Documents implements AggregateStore<Entered<PersonBook>> {

    private final List<Loaded<Entered<PersonBook>>> all = new ArrayList<>();

    void lies(String id, long version, BsonDocument state) {
      all.removeIf(l -> l.id().equals(id));
      all.add(new Loaded<>(id, codec.decode(state), version, Set.of()));
    }

    @Override
    public Flux<Loaded<Entered<PersonBook>>> find(Bson filter, @Nullable Bson sort, int limit) {
      return Flux.fromIterable(List.copyOf(all));
    }

    @Override
    public Flux<Loaded<Entered<PersonBook>>> findReadable(
        Bson filter, @Nullable Bson sort, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Loaded<Entered<PersonBook>>> load(String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Mono<List<Loaded<Entered<PersonBook>>>> loadAll(Collection<String> ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Loaded<Entered<PersonBook>>> save(Change<Entered<PersonBook>> change) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Void> saveAll(List<Change<Entered<PersonBook>>> changes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Loaded<Entered<PersonBook>>> update(
        String id, Function<Loaded<Entered<PersonBook>>, Change<Entered<PersonBook>>> decide) {
      throw new UnsupportedOperationException();
    }
  }
}
