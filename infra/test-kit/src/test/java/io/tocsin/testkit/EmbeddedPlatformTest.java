package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.tocsin.contracts.TopicSpec;
import io.tocsin.contracts.Topics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class EmbeddedPlatformTest {

  @Test
  void everyDeclaredTopicIsThere() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", EmbeddedPlatform.kafkaBootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .containsAll(Topics.all().stream().map(TopicSpec::name).toList());
    }
  }

  @Test
  void aDocumentThatWasWrittenIsFound() {
    try (MongoClient client = MongoClients.create(EmbeddedPlatform.mongoUri())) {
      var people = client.getDatabase("embedded_platform").getCollection("people");

      people.insertOne(new Document("_id", "wang-ming").append("post", "DB"));

      assertThat(people.find(new Document("post", "DB")).first()).containsEntry("_id", "wang-ming");
    }
  }
}
