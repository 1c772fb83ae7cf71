package io.tocsin.notification;

import io.tocsin.notification.world.ManyChannels;
import org.junit.jupiter.api.AfterAll;

/** All channels in one world: two at a time would take each other's records. */
class ChannelsTest extends LateAnswerCases {

  @AfterAll
  static void stop() {
    ManyChannels.stop();
  }
}
