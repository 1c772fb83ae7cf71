package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.Response;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.roster.domain.HolidayCalendar;
import io.tocsin.roster.domain.Schedule;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The set-up as it holds: every reference is good and every default is filled in. Lists keep the
 * order of the document.
 *
 * @param policies by priority, the fallback last
 * @param response null where the document leaves it all to the platform's defaults
 * @param holidays the shipped ones where the document has none of its own
 * @param drills null where the document says nothing of them: then whoever is on duty takes part
 */
public record Organisation(
    String name,
    ZoneId timeZone,
    String locale,
    List<UnitV1> units,
    List<ManagedSystemV1> systems,
    List<PostV1> posts,
    List<PersonV1> people,
    List<Schedule> schedules,
    List<EscalationPolicyV1> policies,
    List<VendorV1> vendors,
    Grading grading,
    FaultNotices faultNotices,
    @Nullable Response response,
    HolidayCalendar holidays,
    @Nullable Drills drills) {

  public Organisation {
    // A set-up that an earlier version stored has none.
    holidays = holidays == null ? HolidayFields.SHIPPED : holidays;
  }

  /**
   * How exercises are held.
   *
   * @param participants by id: nobody else is paged for one
   */
  public record Drills(List<String> participants) {
    public Drills {
      participants = List.copyOf(participants);
    }
  }
}
