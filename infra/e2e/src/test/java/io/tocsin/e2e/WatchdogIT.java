package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.Sandbox.Sms;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That nobody is told is impossible, also when the service that tells is gone. */
@ExtendWith(LogsOnFailure.class)
class WatchdogIT {

  private final Platform platform = Platform.up();

  @Test
  void without_the_escalation_service_all_leaders_are_told_after_the_grace() {
    platform.kill("escalation-service");
    try {
      IncidentScript incident = platform.report("unwatched", "yunxi");

      Sms alarm =
          await("the watchdog's page to the leader")
              .atMost(Duration.ofMinutes(2))
              .until(() -> incident.sms("zhou-leader"), found -> !found.isEmpty())
              .getFirst();
      incident.expectSms("he-deputy");
      incident.expectOnTimeline("incident.response-noted", "watchdog.alarm");
      assertThat(incident.sms("wang-ming")).isEmpty();
      incident.reply("zhou-leader", alarm.code());
      incident.expectOnTimeline("incident.acknowledged", "zhou-leader");
    } finally {
      platform.restart("escalation-service");
    }
  }
}
