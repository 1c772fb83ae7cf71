package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who could ever be meant by the targets of policies, by the schedules of a set-up. */
final class Members {

  private final List<Schedule> schedules;
  private final Map<String, PersonV1> people = new HashMap<>();

  Members(Organisation organisation) {
    this.schedules = organisation.schedules();
    organisation.people().forEach(p -> people.put(p.id(), p));
  }

  /**
   * The people of one target.
   *
   * @param open others may come, since a layer is filled from a calendar
   * @param nobody said where it can be nobody
   */
  record Group(Set<PersonV1> people, boolean open, LocalText nobody) {

    boolean possible() {
      return open || !people.isEmpty();
    }
  }

  /** Anybody of a post. */
  Group of(String post) {
    return standing(
        s -> s.post().equals(post),
        layer -> true,
        new LocalText(
            "没有人在岗位 %s 的值班表中".formatted(post),
            "nobody stands in a schedule of post %s".formatted(post)));
  }

  /** One for each post, schedule and person that the target names. */
  List<Group> of(PolicyTarget target) {
    List<Group> groups = new ArrayList<>();
    String schedule = target.schedule();
    boolean everyone = Boolean.TRUE.equals(target.everyone());
    if (schedule != null) {
      groups.add(
          standing(
              s -> s.id().equals(schedule),
              everyone ? layer -> true : inRole(target.roleName()),
              new LocalText(
                  "值班表 %s 中没有%s".formatted(schedule, zh(target.roleName())),
                  "schedule %s has no %s".formatted(schedule, en(target.roleName())))));
    } else {
      for (String post : target.posts()) {
        groups.add(
            everyone
                ? of(post)
                : standing(
                    s -> s.post().equals(post),
                    inRole(target.roleName()),
                    new LocalText(
                        "岗位 %s 的值班表中没有%s".formatted(post, zh(target.roleName())),
                        "no schedule of post %s has a %s".formatted(post, en(target.roleName())))));
      }
    }
    for (String person : target.people()) {
      PersonV1 known = people.get(person);
      groups.add(
          new Group(
              known == null ? Set.of() : Set.of(known),
              false,
              new LocalText("没有人员 " + person, "there is no person " + person)));
    }
    return groups;
  }

  private Group standing(Predicate<Schedule> of, Predicate<Layer> by, LocalText nobody) {
    Set<PersonV1> found = new LinkedHashSet<>();
    boolean open = false;
    for (Schedule schedule : schedules) {
      for (Layer layer : schedule.layers()) {
        if (of.test(schedule) && by.test(layer)) {
          Rotation rotation = layer.rotation();
          open |= rotation == null;
          List<String> ids = rotation == null ? List.of() : rotation.people();
          ids.stream().map(people::get).filter(p -> p != null).forEach(found::add);
        }
      }
    }
    return new Group(found, open, nobody);
  }

  /** Without a role both of those that every shift has. */
  private static Predicate<Layer> inRole(@Nullable String role) {
    return layer -> {
      String name = layer.role().name();
      return role == null ? DutyRole.of(name) != null : name.equals(role);
    };
  }

  private static String zh(@Nullable String role) {
    return switch (role) {
      case null -> "主班或替班";
      case "PRIMARY" -> "主班";
      case "SUBSTITUTE" -> "替班";
      default -> " " + role;
    };
  }

  private static String en(@Nullable String role) {
    return switch (role) {
      case null -> "primary or substitute";
      case "PRIMARY" -> "primary";
      case "SUBSTITUTE" -> "substitute";
      default -> role.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
