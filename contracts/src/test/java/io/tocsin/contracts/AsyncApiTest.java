package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The written description of the topics says what the code says. */
class AsyncApiTest {

  private static final Path FILE = Path.of("../docs/api/asyncapi.yaml");
  private static final JsonNode API = new YAMLMapper().readTree(FILE.toFile());

  private static Set<JsonNode> channels() {
    return API.path("channels").properties().stream()
        .filter(channel -> !channel.getKey().equals("deadLetters"))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  @Test
  void every_topic_is_described_with_its_partitions_and_settings() {
    Map<String, TopicSpec> described = new HashMap<>();
    for (JsonNode channel : channels()) {
      JsonNode kafka = channel.path("bindings").path("kafka");
      Map<String, String> settings = new TreeMap<>();
      kafka
          .path("topicConfiguration")
          .properties()
          .forEach(s ->
              settings.put(
                  s.getKey(),
                  s.getValue().isArray()
                      ? s.getValue().path(0).asString()
                      : s.getValue().asString()));
      String name = channel.path("address").asString();
      assertThat(kafka.path("topic").asString()).isEqualTo(name);
      described.put(name, new TopicSpec(name, kafka.path("partitions").asInt(), settings));
    }

    assertThat(described.values())
        .containsExactlyInAnyOrderElementsOf(
            Topics.all().stream().filter(topic -> !topic.name().endsWith(".dlt")).toList());
  }

  @Test
  void the_dead_letter_topics_are_those_of_the_declaration() {
    JsonNode deadLetters = API.path("channels").path("deadLetters");

    assertThat(deadLetters.path("parameters").path("topic").path("enum").valueStream())
        .extracting(topic -> topic.asString() + ".dlt")
        .containsExactlyInAnyOrderElementsOf(
            Topics.all().stream().map(TopicSpec::name).filter(n -> n.endsWith(".dlt")).toList());
    assertThat(deadLetters.path("bindings").path("kafka").path("partitions").asInt())
        .isEqualTo(Topics.REPORTS.deadLetters().partitions());
  }

  @Test
  void every_event_is_a_message_with_its_schema_and_example() {
    JsonNode messages = API.path("components").path("messages");

    assertThat(messages.propertyNames())
        .containsExactlyInAnyOrderElementsOf(EventTypes.all().keySet());
    messages
        .properties()
        .forEach(message -> {
          String type = message.getKey();
          JsonNode body = message.getValue();
          assertThat(body.path("name").asString()).isEqualTo(type);
          assertSameFile(body.path("payload"), ContractFiles.schema(type));
          assertSameFile(body.path("examples").path(0).path("payload"), ContractFiles.golden(type));
        });
  }

  private static void assertSameFile(JsonNode reference, Path file) {
    assertThat(FILE.resolveSibling(reference.path("$ref").asString()).normalize().toAbsolutePath())
        .hasSameTextualContentAs(file.toAbsolutePath());
  }

  @Test
  void every_event_travels_on_the_topics_that_its_interface_names() {
    Map<String, Set<String>> described = new TreeMap<>();
    for (JsonNode channel : channels()) {
      channel
          .path("messages")
          .properties()
          .forEach(message -> {
            assertThat(message.getValue().path("$ref").asString())
                .isEqualTo("#/components/messages/" + message.getKey());
            described
                .computeIfAbsent(message.getKey(), type -> new TreeSet<>())
                .add(channel.path("address").asString());
          });
    }

    Map<String, Set<String>> declared = new TreeMap<>();
    EventTypes.all().forEach((name, type) -> declared.put(name, topics(type)));
    assertThat(described).isEqualTo(declared);
  }

  private static Set<String> topics(Class<? extends Event> type) {
    Map<Class<?>, TopicSpec> topics =
        Map.of(
            ReportEvent.class, Topics.REPORTS,
            IncidentEvent.class, Topics.INCIDENTS,
            PageEvent.class, Topics.PAGES,
            AssignmentEvent.class, Topics.ASSIGNMENTS,
            DirectoryEvent.class, Topics.DIRECTORY,
            RosterEvent.class, Topics.ROSTER,
            NotificationEvent.class, Topics.NOTIFICATIONS);
    TopicSpec topic = topics.get(type.getInterfaces()[0]);
    return topic != null
        ? Set.of(topic.name())
        : Topics.all().stream()
            .map(TopicSpec::name)
            .filter(name -> name.startsWith("tocsin.deliveries.") && !name.endsWith(".dlt"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_operation_names_its_channel_and_service() {
    API.path("operations")
        .properties()
        .forEach(operation -> {
          String channel = operation.getValue().path("channel").path("$ref").asString();
          assertThat(API.path("channels").has(channel.substring("#/channels/".length())))
              .as(operation.getKey())
              .isTrue();
          assertThat(operation.getValue().path("action").asString()).isIn("send", "receive");
          assertThat(operation.getValue().path("tags").path(0).path("name").asString())
              .endsWith("-service");
        });
    assertThat(API.path("operations").size()).isGreaterThan(20);
  }
}
