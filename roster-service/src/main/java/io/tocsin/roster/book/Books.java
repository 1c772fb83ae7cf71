package io.tocsin.roster.book;

import io.tocsin.roster.domain.Leave;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.domain.ScheduleBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was entered, at one moment. Immutable.
 *
 * @param revision another one whenever anything is another
 */
public record Books(
    long revision, Map<String, ScheduleBook> schedules, Map<String, PersonBook> people) {

  public static final Books EMPTY = new Books(0, Map.of(), Map.of());

  public Books {
    schedules = Map.copyOf(schedules);
    people = Map.copyOf(people);
  }

  /**
   * Without what was entered for schedules that were removed before one of the same id came.
   *
   * @param since the revision of the set-up with which each schedule came
   */
  public Books of(Map<String, Long> since) {
    Map<String, ScheduleBook> own = new HashMap<>();
    schedules.forEach((id, book) -> {
      if (book.isOf(since.getOrDefault(id, 0L))) {
        own.put(id, book);
      }
    });
    return new Books(revision, own, people);
  }

  public ScheduleBook schedule(String id) {
    ScheduleBook book = schedules.get(id);
    return book == null ? ScheduleBook.empty(id) : book;
  }

  public PersonBook person(String id) {
    PersonBook book = people.get(id);
    return book == null ? PersonBook.empty(id) : book;
  }

  /** Of everybody who has any. */
  public Map<String, List<Leave>> leave() {
    Map<String, List<Leave>> leave = new HashMap<>();
    people.forEach((id, book) -> {
      if (!book.leave().isEmpty()) {
        leave.put(id, book.leave());
      }
    });
    return Map.copyOf(leave);
  }
}
