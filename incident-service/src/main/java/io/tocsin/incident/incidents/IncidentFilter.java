package io.tocsin.incident.incidents;

import com.mongodb.client.model.Filters;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a list of incidents is narrowed to: each name may come several times or with commas. */
final class IncidentFilter {

  private static final Set<String> NAMES =
      Set.of("system", "state", "scope", "severity", "unit", "exercise", "open", "from", "to");
  private static final Set<String> PAGING = Set.of("cursor", "limit");

  private static final Set<String> OPEN_STATES =
      Stream.of(
              IncidentState.NEW,
              IncidentState.ASSESSED,
              IncidentState.ACTIVE,
              IncidentState.REPAIRED,
              IncidentState.TESTED)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private final List<Bson> filters = new ArrayList<>();
  private final List<FieldError> errors = new ArrayList<>();
  private final String canonical;

  private IncidentFilter(MultiValueMap<String, String> parameters) {
    values(parameters, "system", null, IncidentIndex.SYSTEM);
    values(parameters, "unit", null, IncidentIndex.UNITS);
    List<String> states =
        values(parameters, "state", names(IncidentState.values()), IncidentIndex.STAGE);
    if (!states.isEmpty() && OPEN_STATES.containsAll(states)) {
      // Says nothing new, but has an index: without it a million closed ones would be looked at.
      filters.add(Filters.eq(IncidentIndex.OPEN, true));
    }
    values(parameters, "scope", names(Scope.values()), IncidentIndex.SCOPE);
    values(parameters, "severity", names(Severity.values()), IncidentIndex.SEVERITY);
    flag(parameters, "exercise", IncidentIndex.EXERCISE);
    flag(parameters, "open", IncidentIndex.OPEN);
    moment(parameters, "from").ifPresent(at -> filters.add(Filters.gte(IncidentIndex.ORDER, at)));
    moment(parameters, "to").ifPresent(at -> filters.add(Filters.lt(IncidentIndex.ORDER, at)));
    for (String name : parameters.keySet()) {
      if (!NAMES.contains(name) && !PAGING.contains(name)) {
        refuse(name, "应为已知的筛选条件 " + NAMES, "Expected one of " + NAMES + ", but it is none");
      }
    }
    canonical =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .filter(e -> NAMES.contains(e.getKey()))
                .map(Objects::toString)
                .collect(Collectors.joining("&"));
  }

  /**
   * @throws io.tocsin.kit.web.ProblemException 400 naming every parameter that is not as expected
   */
  static IncidentFilter of(MultiValueMap<String, String> parameters) {
    IncidentFilter filter = new IncidentFilter(parameters);
    if (!filter.errors.isEmpty()) {
      throw Problems.badRequest(
          new LocalText("筛选条件有误", "Some filters are not as expected"), filter.errors);
    }
    return filter;
  }

  /** Names the list, so that a cursor fits no other one. */
  String canonical() {
    return "incidents?" + canonical;
  }

  /**
   * @param after the order of the last item of the page before, null for the first page
   */
  Bson query(@Nullable String after) {
    List<Bson> all = new ArrayList<>(filters);
    if (after != null) {
      all.add(Filters.lt(IncidentIndex.ORDER, after));
    }
    return all.isEmpty() ? Filters.empty() : Filters.and(all);
  }

  private List<String> values(
      MultiValueMap<String, String> parameters,
      String name,
      @Nullable List<String> allowed,
      String field) {
    List<String> values =
        parameters.getOrDefault(name, List.of()).stream()
            .flatMap(v -> Arrays.stream(v.split(",")))
            .map(String::strip)
            .filter(v -> !v.isEmpty())
            .toList();
    for (String value : values) {
      if (allowed != null && !allowed.contains(value)) {
        refuse(
            name,
            "应为 " + allowed + " 之一，但收到 " + value,
            "Expected one of " + allowed + ", but got " + value);
      }
    }
    if (values.size() == 1) {
      filters.add(Filters.eq(field, values.getFirst()));
    } else if (!values.isEmpty()) {
      filters.add(Filters.in(field, values));
    }
    return values;
  }

  private void flag(MultiValueMap<String, String> parameters, String name, String field) {
    String value = parameters.getFirst(name);
    if (value == null || value.isEmpty()) {
      return;
    }
    if (value.equals("true") || value.equals("false")) {
      filters.add(Filters.eq(field, Boolean.valueOf(value)));
    } else {
      refuse(name, "应为 true 或 false，但收到 " + value, "Expected true or false, but got " + value);
    }
  }

  /** The place of a moment in the order of the openings. */
  private Optional<String> moment(MultiValueMap<String, String> parameters, String name) {
    String value = parameters.getFirst(name);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(IncidentIndex.orderAt(OffsetDateTime.parse(value.strip()).toInstant()));
    } catch (DateTimeException e) {
      refuse(
          name,
          "应为带时区的时间，如 2026-03-09T08:00:00+08:00，但收到 " + value,
          "Expected a time with its offset such as 2026-03-09T08:00:00+08:00, but got " + value);
      return Optional.empty();
    }
  }

  private void refuse(String name, String zh, String en) {
    errors.add(new FieldError(name, new LocalText(zh, en)));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
