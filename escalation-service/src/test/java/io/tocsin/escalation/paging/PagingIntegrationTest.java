package io.tocsin.escalation.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.escalation.EscalationService;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** On a real broker and the store on disk, the service as it is started. */
class PagingIntegrationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final LocalText WHY = new LocalText("测试", "test");

  private final String incidentId = UUID.randomUUID().toString();
  private final String system = "system-" + incidentId.substring(0, 8);
  private final Topic pages = new Topic(Topics.PAGES);
  private final List<ConfigurableApplicationContext> services = new ArrayList<>();

  @BeforeEach
  void setUp() {
    policy(
        level(Duration.ZERO, "AP", DutyRole.PRIMARY, null),
        level(Duration.ofSeconds(3), "AP", DutyRole.SUBSTITUTE, null));
  }

  @AfterEach
  void tearDown() {
    services.forEach(ConfigurableApplicationContext::close);
    pages.close();
  }

  @Test
  void anOpenedIncidentIsPagedAtOnceAndAtTheNextLevelWhenItsTimeHasCome() {
    startService();

    open();

    PageRequestedV1 first = awaitPages(1).getFirst();
    assertThat(first.target().post()).isEqualTo("AP");
    assertThat(first.target().role()).isEqualTo(DutyRole.PRIMARY);
    assertThat(first.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(3));
    assertThat(first.incident().number()).isEqualTo("2026-0001");
    PageRequestedV1 second = awaitPages(2).get(1);
    assertThat(second.target().role()).isEqualTo(DutyRole.SUBSTITUTE);
    assertThat(second.reason().zh()).contains("3秒内无人确认");
    assertThat(Duration.between(first.requestedAt(), second.requestedAt()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
  }

  @Test
  void anAcknowledgementStopsThePagingAndWithdrawsWhatIsOut() {
    startService();
    open();
    PageRequestedV1 first = awaitPages(1).getFirst();

    pages.tell(
        Topics.NOTIFICATIONS,
        incidentId,
        new PageAcknowledgedV1(
            incidentId, first.pageId(), "zhao-lei", "赵磊", Channel.SMS, Instant.now()));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(pages.said(incidentId, PagesWithdrawnV1.class))
                .singleElement()
                .satisfies(w -> assertThat(w.pageIds()).containsExactly(first.pageId())));
    await()
        .during(Duration.ofSeconds(4))
        .atMost(PATIENCE)
        .until(() -> pages.said(incidentId, PageRequestedV1.class).size() == 1);
  }

  @Test
  void aLevelThatNobodyStaffsIsSkippedAtOnce() {
    policy(
        level(Duration.ZERO, "DB", DutyRole.PRIMARY, null),
        level(Duration.ofMinutes(30), "LD", DutyRole.PRIMARY, null));
    startService();
    open();
    PageRequestedV1 first = awaitPages(1).getFirst();

    pages.tell(Topics.ASSIGNMENTS, incidentId, new PageUnstaffedV1(first, WHY));

    PageRequestedV1 second = awaitPages(2).get(1);
    assertThat(second.target().post()).isEqualTo("LD");
    assertThat(second.reason().en()).contains("nobody staffs level 1");
  }

  @Test
  void whenThePolicyHasRunOutAllLeadersArePagedAndItIsSaid() {
    policy(level(Duration.ZERO, "AP", DutyRole.PRIMARY, Duration.ofSeconds(1)));
    startService();

    open();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(pages.said(incidentId, EscalationExhaustedV1.class)).hasSize(1));
    assertThat(pages.said(incidentId, PageRequestedV1.class))
        .filteredOn(p -> "LD".equals(p.target().post()))
        .extracting(p -> p.target().role())
        .containsExactly(DutyRole.PRIMARY, DutyRole.SUBSTITUTE);
  }

  @Test
  void anIncidentThatIsNoLongerOpenIsPagedNoMore() {
    startService();
    open();
    awaitPages(1);

    pages.tell(
        Topics.INCIDENTS,
        incidentId,
        new IncidentTransitionedV1(
            2,
            facts(IncidentState.FALSE_ALARM),
            WHY,
            Actor.SYSTEM,
            IncidentState.NEW,
            IncidentState.FALSE_ALARM));

    await()
        .atMost(PATIENCE)
        .until(() -> pages.said(incidentId, PagesWithdrawnV1.class).size() == 1);
    await()
        .during(Duration.ofSeconds(4))
        .atMost(PATIENCE)
        .until(() -> pages.said(incidentId, PageRequestedV1.class).size() == 1);
  }

  @Test
  void aDeadlineThatPassedWhileTheServiceWasAwayIsPagedOnceWhenItIsBack() {
    startService();
    open();
    awaitPages(1);
    services.removeFirst().close();
    await().during(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> true);

    startService();

    awaitPages(2);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(() -> pages.said(incidentId, PageRequestedV1.class).size() == 2);
  }

  @Test
  void twoInstancesAndARedeliveredRecordPageNobodyTwice() {
    startService();
    startService();
    Envelope<?> opened = opened();

    pages.tell(Topics.INCIDENTS, incidentId, opened);
    awaitPages(1);
    pages.tell(Topics.INCIDENTS, incidentId, opened);
    List<PageRequestedV1> requested = awaitPages(2);

    assertThat(requested).extracting(PageRequestedV1::pageId).doesNotHaveDuplicates();
    assertThat(requested).extracting(PageRequestedV1::level).containsExactly(1, 2);
  }

  private List<PageRequestedV1> awaitPages(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> pages.said(incidentId, PageRequestedV1.class).size() >= count);
    return pages.said(incidentId, PageRequestedV1.class);
  }

  private void startService() {
    services.add(
        new SpringApplicationBuilder(EscalationService.class)
            .properties(
                "spring.kafka.bootstrap-servers=" + EmbeddedPlatform.kafkaBootstrapServers(),
                "spring.mongodb.uri=" + EmbeddedPlatform.mongoUri())
            .run("--server.port=0"));
  }

  private void open() {
    pages.tell(Topics.INCIDENTS, incidentId, opened());
  }

  private Envelope<?> opened() {
    return new Envelope<>(
        "opened-" + incidentId,
        Instant.now(),
        null,
        new IncidentOpenedV1(1, facts(IncidentState.NEW), WHY, Actor.SYSTEM, "report-1", null));
  }

  private IncidentFacts facts(IncidentState state) {
    return new IncidentFacts(
        incidentId,
        "2026-0001",
        system,
        Scope.REGIONAL,
        Severity.SEV3,
        Degree.FULL_STOP,
        state,
        ServiceState.SUSPENDED,
        "UNKNOWN",
        false,
        List.of(new AffectedUnit("yunxi", 1, Instant.now())),
        1,
        Instant.now(),
        null);
  }

  private static PolicyLevel level(
      Duration after,
      String post,
      DutyRole role,
      @org.jspecify.annotations.Nullable Duration repeat) {
    return new PolicyLevel(
        after,
        List.of(new PolicyTarget(List.of(post), role, List.of())),
        List.of(Channel.SMS),
        repeat);
  }

  /** A policy for this test's own system, so that the tests do not see each other. */
  private void policy(PolicyLevel... levels) {
    tellDirectory(
        new EscalationPolicyV1(
            "test",
            1,
            new DirectoryEvent.PolicyCondition(List.of(system), List.of(), List.of(), null),
            0,
            List.of(levels)));
    tellDirectory(
        new OrganisationV1(
            "江南省财政厅",
            ZoneId.of("Asia/Shanghai"),
            "zh-CN",
            System.nanoTime(),
            new Grading(List.of(), List.of()),
            new FaultNotices(List.of(), List.of())));
  }

  private void tellDirectory(DirectoryEvent event) {
    pages.tell(Topics.DIRECTORY, event.key(), event);
  }
}
