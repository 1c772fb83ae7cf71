package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.level;
import static io.tocsin.escalation.domain.Course.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import io.tocsin.escalation.domain.Command.SettleTask;
import io.tocsin.escalation.domain.Command.SettleTasks;
import io.tocsin.escalation.domain.Command.TellTask;
import io.tocsin.escalation.domain.Command.TellTask.Why;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps and decisions of the response. */
class TaskPagesTest {

  private static final Reason TITLE = new Reason("故障切换", "fail over");
  private static final Call DB = Call.post("DB", Role.PRIMARY);
  private static final Call LEADER = Call.post("LD", Role.PRIMARY);

  private final Course course =
      new Course()
          .opened(policy("p", 0, level("PT0S", null, Target.post("AP", Role.PRIMARY))))
          .acknowledgedBy("zhao-lei");

  private static TellTask tell(Why why, Call... calls) {
    return tell(7, why, calls);
  }

  private static TellTask tell(long seq, Why why, Call... calls) {
    @Nullable Duration leadAfter = why == Why.OVERDUE ? Duration.ofMinutes(5) : null;
    return new TellTask(
        "s-3",
        seq,
        why,
        TITLE,
        List.of(calls),
        Course.START.plus(Duration.ofMinutes(15)),
        leadAfter,
        List.of("SMS"));
  }

  @Test
  void a_step_that_opens_tells_its_post_though_the_incident_is_acknowledged() {
    course.told();
    course.happens(tell(Why.OPENED, DB));

    assertThat(course.told()).containsExactly("PT0S 0/0 post:DB:PRIMARY");
    Page page = course.pages().getLast();
    assertThat(page.task()).isEqualTo(TITLE);
    assertThat(page.reason().en()).isEqualTo("the step may begin and is due in 15 min");
    assertThat(page.excluding()).isEmpty();
    assertThat(course.state.phase()).isEqualTo(Phase.ACKNOWLEDGED);
  }

  @Test
  void the_same_step_is_told_once_for_each_thing_that_happens_to_it() {
    course.happens(tell(Why.OPENED, DB));
    Escalation once = course.state;

    course.happens(tell(Why.OPENED, DB));

    assertThat(course.state.tasks()).isEqualTo(once.tasks());
    assertThat(course.pages()).filteredOn(p -> p.task() != null).hasSize(1);
  }

  @Test
  void an_overdue_step_tells_primary_and_substitute_and_the_leader_after_five_minutes() {
    course.happens(tell(Why.OPENED, DB)).until("PT15M").told();
    course.happens(tell(Why.OVERDUE, DB));
    assertThat(course.told())
        .containsExactly("PT15M 0/1 post:DB:PRIMARY", "PT15M 0/2 post:DB:SUBSTITUTE");
    assertThat(course.pages().getLast().nextPageWithin()).isEqualTo(Duration.ofMinutes(5));

    assertThat(course.state.nextAt()).isEqualTo(Course.START.plus(Duration.ofMinutes(20)));
    course.stalledUntil("PT20M");
    assertThat(course.told()).containsExactly("PT20M 0/3 post:LD:PRIMARY");
    assertThat(course.pages().getLast().nextPageWithin()).as("nobody is told after that").isNull();
    assertThat(course.state.nextAt()).isNull();
  }

  @Test
  void a_step_that_is_done_takes_its_messages_back_and_tells_no_leader() {
    course.happens(tell(Why.OPENED, DB), tell(Why.OVERDUE, DB));
    course.told();

    course.happens(new SettleTask("s-3")).stalledUntil("PT20M");

    assertThat(course.told()).containsExactly("withdrawn 3");
    assertThat(course.state.nextAt()).isNull();
  }

  @Test
  void what_is_near_is_word_in_good_time_for_who_does_it_and_for_nobody_else() {
    course.told();

    course.happens(tell(Why.NEAR, DB));

    assertThat(course.told()).containsExactly("PT0S 0/0 post:DB:PRIMARY");
  }

  @Test
  void a_notice_that_comes_settles_what_was_late_and_leaves_the_steps_alone() {
    TellTask late =
        new TellTask(
            "progress.overdue/10:00",
            8,
            Why.MISSED,
            TITLE,
            List.of(Call.post("CM", Role.PRIMARY)),
            null,
            Duration.ofMinutes(5),
            List.of("SMS"));
    course.happens(tell(Why.OPENED, DB), late).told();

    course.happens(new SettleTasks(List.of("progress.overdue/"))).stalledUntil("PT5M");

    assertThat(course.told()).containsExactly("withdrawn 2");
    assertThat(course.state.tasks()).extracting(Task::id).containsExactly("s-3");
  }

  @Test
  void an_incident_that_ends_takes_the_messages_of_its_steps_back_and_tells_no_leader() {
    course.happens(tell(Why.OPENED, DB), tell(Why.OVERDUE, DB)).until("PT3M").told();

    course.happens(restored()).stalledUntil("PT5M");

    assertThat(course.told()).containsExactly("withdrawn 3");
    assertThat(course.state.tasks()).isEmpty();
    assertThat(course.state.nextAt()).isNull();
  }

  @Test
  void what_is_to_be_done_behind_the_restoration_is_told_and_kept_until_it_is_settled() {
    course.happens(restored(), tell(Why.OPENED, DB)).told();

    course.happens(restored());
    assertThat(course.told()).as("whatever else happens to it").isEmpty();

    course.happens(new SettleTasks(List.of("")));
    assertThat(course.told()).containsExactly("withdrawn 1");
    assertThat(course.state.tasks()).isEmpty();
  }

  private static FollowIncident restored() {
    return new FollowIncident(
        new Incident("i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, false),
        policy("p", 0, level("PT0S", null, Target.post("AP", Role.PRIMARY))));
  }

  @Test
  void a_step_that_waits_again_and_opens_again_is_told_again_to_the_last() {
    course.happens(tell(7, Why.OPENED, DB), tell(8, Why.OVERDUE, DB)).stalledUntil("PT5M");
    course.happens(new SettleTask("s-3")).told();

    course.happens(tell(21, Why.OPENED, DB), tell(30, Why.OVERDUE, DB)).stalledUntil("PT20M");

    assertThat(course.told())
        .containsExactly(
            "PT5M 0/0 post:DB:PRIMARY",
            "PT5M 0/1 post:DB:PRIMARY",
            "PT5M 0/2 post:DB:SUBSTITUTE",
            "PT20M 0/3 post:LD:PRIMARY");
    assertThat(course.pages())
        .filteredOn(p -> p.task() != null)
        .extracting(Page::pageId)
        .doesNotHaveDuplicates()
        .hasSize(8);
  }

  @Test
  void a_step_that_was_done_before_anybody_was_told_says_nothing() {
    course.told();

    course.happens(tell(Why.OPENED, DB), new SettleTask("s-3"));

    assertThat(course.told()).isEmpty();
  }

  @Test
  void
      where_nobody_holds_the_post_the_substitute_the_leaders_and_all_who_could_lead_are_told_in_turn() {
    course.happens(tell(Why.OPENED, DB));
    for (int i = 0; i < 5; i++) {
      course.happens(new NoteUnstaffed(course.pages().getLast().pageId()));
    }

    assertThat(course.pages())
        .filteredOn(p -> p.task() != null)
        .extracting(p -> p.target().key())
        .containsExactly(
            "post:DB:PRIMARY",
            "post:DB:SUBSTITUTE",
            "post:LD:PRIMARY",
            "post:LD:SUBSTITUTE",
            "post:LD:EVERYONE");
  }

  @Test
  void where_every_message_of_a_step_is_lost_the_next_one_is_told() {
    course.happens(tell(Why.OPENED, DB));
    String page = course.pages().getLast().pageId();
    course.told();

    course.happens(new NoteLost(page, new Reach("wang-ming", "SMS")));
    assertThat(course.told()).as("who else is told by it is not known yet").isEmpty();
    course.happens(
        new NoteAssigned(
            page, List.of(new Reach("wang-ming", "SMS"), new Reach("wang-ming", "EMAIL"))));
    assertThat(course.told()).as("there is the mail").isEmpty();
    course.happens(new NoteLost(page, new Reach("wang-ming", "EMAIL")));

    assertThat(course.told()).containsExactly("PT0S 0/1 post:DB:SUBSTITUTE");
    assertThat(course.pages().getLast().reason())
        .isEqualTo(
            new Reason("DB无法送达，改通知下一人", "nobody of DB could be reached, the next one is told"));
  }

  @Test
  void a_decision_whose_messages_to_leader_and_deputy_are_lost_is_told_to_all_who_could_lead() {
    course.happens(tell(Why.DECISION, LEADER)).told();
    List<Page> both = course.pages().subList(course.pages().size() - 2, course.pages().size());

    for (Page page : List.copyOf(both)) {
      course.assigned(page.pageId(), "zhou-leader").lost(page.pageId(), "zhou-leader");
    }

    assertThat(course.told()).containsExactly("PT0S 0/2 post:LD:EVERYONE");
  }

  @Test
  void a_decision_that_cannot_wait_tells_leader_and_deputy_at_once() {
    course.told();
    course.happens(tell(Why.DECISION, LEADER));

    assertThat(course.told())
        .containsExactly("PT0S 0/0 post:LD:PRIMARY", "PT0S 0/1 post:LD:SUBSTITUTE");
    assertThat(Objects.requireNonNull(course.pages().getLast().reason()).zh())
        .isEqualTo("有待决定，不能再等");
  }

  @Test
  void a_policy_that_starts_in_the_same_go_does_not_swallow_the_message() {
    Policy severe = policy("severe", 0, level("PT0S", null, Target.post("NW", Role.PRIMARY)));
    Course light =
        new Course()
            .opened(
                policy("light", 0, level("PT0S", null, Target.post("AP", Role.PRIMARY))),
                Scope.REGIONAL,
                Severity.SEV4);

    light.happens(
        tell(Why.OPENED, DB),
        new Command.FollowIncident(Course.incident(Scope.GLOBAL, Severity.SEV1), severe));

    assertThat(light.told()).contains("PT0S 0/0 post:DB:PRIMARY", "PT0S 1/0 post:NW:PRIMARY");
  }
}
