package io.tocsin.roster.schedules;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ScheduleDesk;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A request about one schedule: who asks, and the schedule as it stands. */
@Component
public final class Schedules {

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_KEY = 200;

  private final CurrentRoster roster;

  Schedules(CurrentRoster roster) {
    this.roster = roster;
  }

  /** One request's schedule. */
  public record Asked(Caller caller, Roster roster, ShiftPlan plan) {

    public String id() {
      return plan.schedule().id();
    }

    /** The revision of the set-up with which it came. */
    public long since() {
      return roster.since(id());
    }

    /** Decides on a book that was just read, so that nobody decides by an older one. */
    public ScheduleDesk desk(ScheduleBook book, Instant now) {
      return new ScheduleDesk(plan.with(book), book, roster.books().leave(), now);
    }

    /** Whether the caller arranges the shifts of others. */
    public boolean arranges() {
      return Schedules.arranges(caller);
    }

    public Asked requireArranging() {
      caller.require(Role.DUTY_LEAD, Role.LEADER);
      return this;
    }

    /**
     * The id of what the caller makes in the schedule: the same one for the same key.
     *
     * @param what kind of thing, such as {@code override}
     * @param key the request's {@code Idempotency-Key}; null where each request makes another
     */
    public String newId(String what, @Nullable String key, Ids ids) {
      return Schedules.newId(what, id(), caller, key, ids);
    }

    public String knownPerson(String field, String personId) {
      return Schedules.knownPerson(roster, field, personId);
    }

    public OnCallRole role(@Nullable String name) {
      if (name == null) {
        return OnCallRole.PRIMARY;
      }
      try {
        return new OnCallRole(name);
      } catch (IllegalArgumentException e) {
        throw wrong(
            "role",
            "应为角色，如 PRIMARY、SUBSTITUTE，但收到 " + name,
            "Expected a role such as PRIMARY or SUBSTITUTE, but got " + name);
      }
    }
  }

  /** Whether the caller arranges the shifts of others. */
  public static boolean arranges(Caller caller) {
    return caller.roles().contains(Role.ADMIN)
        || caller.roles().contains(Role.LEADER)
        || caller.roles().contains(Role.DUTY_LEAD);
  }

  /**
   * The id of what a caller makes: the same one for the same key.
   *
   * @param what kind of thing, such as {@code override}
   * @param of the schedule or the person that it is for
   * @param key the request's {@code Idempotency-Key}; null where each request makes another
   */
  static String newId(String what, String of, Caller caller, @Nullable String key, Ids ids) {
    if (key == null) {
      return ids.next();
    }
    String own = key.strip();
    if (own.isEmpty() || own.length() > LONGEST_KEY) {
      throw wrong(
          "Idempotency-Key",
          "应为 1 到 %d 个字符，但收到 %d 个".formatted(LONGEST_KEY, own.length()),
          "Expected 1 to %d characters, but got %d".formatted(LONGEST_KEY, own.length()));
    }
    return Ids.derived(what, of, caller.id(), own);
  }

  static String knownPerson(Roster roster, String field, String personId) {
    if (roster.person(personId) == null) {
      throw wrong(
          field,
          "应为已定义的人员，但没有 " + personId,
          "Expected a defined person, but there is no " + personId);
    }
    return personId;
  }

  /** 404 where there is no such schedule. */
  public Mono<Asked> asked(String id) {
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> {
          ShiftPlan plan = t.getT2().plan(id);
          if (plan == null) {
            throw unknown(id);
          }
          return new Asked(t.getT1(), t.getT2(), plan);
        })
        .switchIfEmpty(Mono.error(() -> unknown(id)));
  }

  private static ProblemException unknown(String id) {
    return Problems.notFound(
        new LocalText("应为已定义的值班表，但没有 " + id, "Expected a defined schedule, but there is no " + id));
  }

  /**
   * What somebody wrote, empty where that is nothing. Reasons stand in pages and on timelines, and
   * all of a schedule in one document: a few long ones would keep every other from being entered.
   */
  public static String words(String field, @Nullable String text, int longest) {
    String words = text == null ? "" : text;
    if (words.length() > longest) {
      throw wrong(
          field,
          "应至多 %d 个字符，但收到 %d 个".formatted(longest, words.length()),
          "Expected at most %d characters, but got %d".formatted(longest, words.length()));
    }
    return words;
  }

  /** Why somebody changes a schedule, in a few words. */
  static String reason(@Nullable String text) {
    return words("reason", text, LONGEST_REASON);
  }

  /** 400 for one field. */
  public static ProblemException wrong(String field, String zh, String en) {
    LocalText message = new LocalText(zh, en);
    return Problems.badRequest(message, List.of(new FieldError(field, message)));
  }
}
