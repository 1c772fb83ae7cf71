package io.tocsin.local.broker;

import static java.util.Objects.requireNonNull;

import io.tocsin.contracts.TopicSpec;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Makes a cluster's topics what {@link Topics} declares: missing ones are created, partitions are
 * added, settings are brought in line. Nothing is ever deleted or shrunk, so it may run against a
 * cluster in use, and twice.
 */
public final class TopicDeclaration {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TopicDeclaration() {}

  /** {@code args}: the bootstrap servers of a cluster. */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println(
          "Expected the bootstrap servers as the only argument, but got %d arguments."
              .formatted(args.length));
      System.exit(2);
    }
    try {
      List<String> done = declare(args[0], Topics.all());
      done.forEach(System.out::println);
      System.out.println(
          "%d topics declared, %d changes.".formatted(Topics.all().size(), done.size()));
    } catch (TopicsNotDeclaredException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * The replication factor is the cluster's default ({@code default.replication.factor}).
   *
   * @return what was changed, one line each; empty when all was as declared
   * @throws TopicsNotDeclaredException when the cluster did not answer or refused
   */
  public static List<String> declare(String bootstrapServers, Collection<TopicSpec> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<String, TopicSpec> wanted = new HashMap<>();
      topics.forEach(t -> wanted.put(t.name(), t));
      List<String> done = new ArrayList<>();
      Collection<String> existing = await(admin.listTopics().names());
      create(
          admin, wanted.values().stream().filter(t -> !existing.contains(t.name())).toList(), done);
      wanted.keySet().retainAll(existing);
      if (!wanted.isEmpty()) {
        addPartitions(admin, wanted, done);
        alignSettings(admin, wanted, done);
      }
      return done;
    } catch (ExecutionException | TimeoutException e) {
      throw new TopicsNotDeclaredException(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsNotDeclaredException(bootstrapServers, e);
    }
  }

  private static void create(Admin admin, List<TopicSpec> missing, List<String> done)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<NewTopic> topics =
        missing.stream()
            .map(t ->
                new NewTopic(t.name(), Optional.of(t.partitions()), Optional.empty())
                    .configs(t.settings()))
            .toList();
    await(admin.createTopics(topics).all());
    missing.forEach(
        t -> done.add("created " + t.name() + " with " + t.partitions() + " partitions"));
  }

  private static void addPartitions(Admin admin, Map<String, TopicSpec> wanted, List<String> done)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, NewPartitions> more = new HashMap<>();
    for (TopicDescription topic :
        await(admin.describeTopics(wanted.keySet()).allTopicNames()).values()) {
      int partitions = requireNonNull(wanted.get(topic.name())).partitions();
      if (topic.partitions().size() < partitions) {
        more.put(topic.name(), NewPartitions.increaseTo(partitions));
        done.add("raised " + topic.name() + " to " + partitions + " partitions");
      }
    }
    await(admin.createPartitions(more).all());
  }

  private static void alignSettings(Admin admin, Map<String, TopicSpec> wanted, List<String> done)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<ConfigResource> resources =
        wanted.keySet().stream()
            .map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n))
            .toList();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Map.Entry<ConfigResource, Config> found :
        await(admin.describeConfigs(resources).all()).entrySet()) {
      String name = found.getKey().name();
      List<AlterConfigOp> ops = new ArrayList<>();
      requireNonNull(wanted.get(name))
          .settings()
          .forEach((key, value) -> {
            ConfigEntry now = found.getValue().get(key);
            if (now == null || !value.equals(now.value())) {
              ops.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
              done.add("set %s of %s to %s".formatted(key, name, value));
            }
          });
      if (!ops.isEmpty()) {
        changes.put(found.getKey(), ops);
      }
    }
    await(admin.incrementalAlterConfigs(changes).all());
  }

  private static <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The cluster did not answer or refused; the message names it. */
  public static final class TopicsNotDeclaredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicsNotDeclaredException(String bootstrapServers, Exception cause) {
      super(
          "Expected to declare the topics at %s, but: %s".formatted(bootstrapServers, cause),
          cause);
    }
  }
}
