package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that dies comes back by itself; one that somebody has ended does not. */
@ExtendWith(LogsOnFailure.class)
class SupervisionIT {

  private static final String PROCESS = "gateway";

  private final Platform platform = Platform.up();
  private final Script script = platform.script;

  @Test
  void a_process_that_dies_is_started_again_and_the_log_says_why() {
    ProcessHandle first = script.process(PROCESS).orElseThrow();

    first.destroyForcibly();
    first.onExit().join();

    await("another " + PROCESS)
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
        .until(() -> platform.get("/incidents").status() == 200);
    ProcessHandle second = script.process(PROCESS).orElseThrow();
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(status()).contains("pid " + second.pid()).containsPattern("restarts 1, the last at");
    assertThat(script.log("supervision"))
        .containsPattern(
            "%s \\(process %d\\) ended after \\d+ s, exit code 137: signal KILL\\. .*restart 1;"
                .formatted(PROCESS, first.pid()));
  }

  @Test
  void a_process_that_hangs_is_ended_and_started_again() throws Exception {
    ProcessHandle first = script.process(PROCESS).orElseThrow();
    await("the supervisor has seen it answer: until then it is taken to be starting")
        .until(() -> script.log("supervision"), log -> log.contains(answers(first)));

    new ProcessBuilder("kill", "-STOP", Long.toString(first.pid())).start().waitFor();
    try {
      await("another " + PROCESS)
          .atMost(Duration.ofMinutes(5))
          .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
          .until(() -> !first.isAlive() && platform.get("/incidents").status() == 200);
    } finally {
      platform.restart(PROCESS);
    }
    assertThat(script.log("supervision"))
        .containsPattern(
            "%s \\(process %d\\) has not answered for \\d+ s".formatted(PROCESS, first.pid()));
  }

  @Test
  void a_process_that_was_ended_on_purpose_stays_ended_until_it_is_restarted() {
    try {
      platform.kill(PROCESS);

      // Long after the first of the pauses before a process is started again, which is a second.
      await("no other " + PROCESS)
          .during(Duration.ofSeconds(4))
          .until(() -> script.process(PROCESS), Optional::isEmpty);
    } finally {
      platform.restart(PROCESS);
    }
    assertThat(status()).contains("restarts 0");
  }

  private static String answers(ProcessHandle process) {
    return "%s (process %d) answers,".formatted(PROCESS, process.pid());
  }

  private String status() {
    return script
        .run(60, "status")
        .lines()
        .filter(line -> line.startsWith(PROCESS + " "))
        .findFirst()
        .orElseThrow();
  }
}
