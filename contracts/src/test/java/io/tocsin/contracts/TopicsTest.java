package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void every_topic_is_declared_once_and_has_a_dead_letter_topic() {
    assertThat(Topics.all()).extracting(TopicSpec::name).doesNotHaveDuplicates();
    assertThat(Topics.all())
        .filteredOn(topic -> !topic.name().endsWith(".dlt"))
        .hasSize(11)
        .allSatisfy(topic -> assertThat(Topics.all()).contains(topic.deadLetters()));
  }

  @Test
  void the_directory_is_compacted_and_in_one_partition_so_that_a_revision_is_read_in_order() {
    assertThat(Topics.DIRECTORY.partitions()).isEqualTo(1);
    assertThat(Topics.DIRECTORY.settings()).containsEntry("cleanup.policy", "compact");
  }

  @Test
  void pages_and_notices_of_one_channel_never_share_a_queue() {
    assertThat(Topics.deliveries(Channel.SMS, DeliveryEvent.Urgency.URGENT).name())
        .isEqualTo("tocsin.deliveries.sms.urgent.v1");
    assertThat(Topics.deliveries(Channel.SMS, DeliveryEvent.Urgency.BULK).name())
        .isEqualTo("tocsin.deliveries.sms.bulk.v1");
  }
}
