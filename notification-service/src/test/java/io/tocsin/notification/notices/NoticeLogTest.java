package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

class NoticeLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger reads = new AtomicInteger();
  private final MongoClient client =
      MongoClients.create(
          MongoClientSettings.builder()
              .applyConnectionString(new ConnectionString(EmbeddedPlatform.mongoUri()))
              .addCommandListener(
                  new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                      if (event.getCommandName().equals("find")) {
                        reads.incrementAndGet();
                      }
                    }
                  })
              .build());
  private final NoticeLog log =
      new NoticeLog(
          new NoticeStore(
              client.getDatabase("log_" + UUID.randomUUID().toString().substring(0, 8))),
          new NoticeProperties(
              true,
              Duration.ofSeconds(15),
              Duration.ofMillis(500),
              Duration.ofHours(24),
              Duration.ofSeconds(60)),
          JsonMapper.shared(),
          Clock.systemUTC());

  @AfterEach
  void close() {
    client.close();
  }

  /** After a restart all browsers come back at once; a read for each would exhaust the store. */
  @Test
  void theBoardIsReadOnceForAllWhoAskWhileItIsBeingRead() {
    @Nullable List<NoticeLog.Board> boards =
        Flux.range(0, 2000).flatMap(_ -> log.board(), 2000).collectList().block(PATIENCE);

    assertThat(boards).hasSize(2000);
    assertThat(reads).hasValueLessThan(5);
  }
}
