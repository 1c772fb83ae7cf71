package io.tocsin.roster.catalogue;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.PageOf;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.Window;
import io.tocsin.roster.oncall.Contacts;
import io.tocsin.roster.organisation.CurrentOrganisation;
import io.tocsin.roster.organisation.Organisation;
import io.tocsin.roster.organisation.OrganisationState;
import io.tocsin.roster.schedules.Schedules;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reads of the set-up's parts; lists are empty until a first set-up was applied. */
@RestController
@RequestMapping("/api/v1")
class CatalogueController {

  private final CurrentOrganisation organisation;

  CatalogueController(CurrentOrganisation organisation) {
    this.organisation = organisation;
  }

  /** A unit. {@code liaison.contacts} is null for callers who may not see contact points. */
  record UnitView(
      String code,
      String name,
      @Nullable String englishName,
      @Nullable String parent,
      @Nullable LiaisonView liaison) {}

  record LiaisonView(String name, @Nullable List<ContactPoint> contacts) {}

  /** A schedule in the shape of the organisation document. */
  record ScheduleView(
      String id,
      String post,
      @Nullable String unit,
      @Nullable String owner,
      boolean announce,
      String timeZone,
      List<LayerView> layers) {}

  /**
   * A layer.
   *
   * @param calendar false for a rotation; where the shifts come from a calendar, the address that
   *     it is fetched from, or true: for one that is brought in by hand, and for callers who may
   *     not arrange shifts, since an address may have a secret in it
   */
  record LayerView(
      String name,
      String role,
      @Nullable RotationView rotation,
      Object calendar,
      List<WindowView> only) {}

  record WindowView(List<String> days, List<String> on, LocalTime from, LocalTime to) {}

  record RotationView(String every, LocalDateTime handoff, List<String> people) {}

  @GetMapping("/units")
  Mono<PageOf<UnitView>> units(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    return Caller.current()
        .flatMap(caller ->
            list(o -> listing.page("units", o.units(), UnitV1::code, u -> unit(u, caller))));
  }

  @GetMapping("/units/{code}")
  Mono<UnitView> unit(@PathVariable String code) {
    return Caller.current()
        .flatMap(caller ->
            one(o -> o.units(), UnitV1::code, code, "单位", "unit").map(u -> unit(u, caller)));
  }

  private static UnitView unit(UnitV1 u, Caller caller) {
    LiaisonView liaison =
        u.liaison() == null
            ? null
            : new LiaisonView(
                u.liaison().name(), Contacts.visibleTo(caller) ? u.liaison().contacts() : null);
    return new UnitView(u.code(), u.name(), u.englishName(), u.parent(), liaison);
  }

  @GetMapping("/systems")
  Mono<PageOf<ManagedSystemV1>> systems(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    return list(o -> listing.page("systems", o.systems(), ManagedSystemV1::code, s -> s));
  }

  @GetMapping("/systems/{code}")
  Mono<ManagedSystemV1> system(@PathVariable String code) {
    return one(o -> o.systems(), ManagedSystemV1::code, code, "系统", "system");
  }

  @GetMapping("/posts")
  Mono<PageOf<PostV1>> posts(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    return list(o -> listing.page("posts", o.posts(), PostV1::code, p -> p));
  }

  @GetMapping("/posts/{code}")
  Mono<PostV1> post(@PathVariable String code) {
    return one(o -> o.posts(), PostV1::code, code, "岗位", "post");
  }

  @GetMapping("/vendors")
  Mono<PageOf<VendorV1>> vendors(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    return list(o -> listing.page("vendors", o.vendors(), VendorV1::id, v -> v));
  }

  @GetMapping("/vendors/{id}")
  Mono<VendorV1> vendor(@PathVariable String id) {
    return one(o -> o.vendors(), VendorV1::id, id, "厂商", "vendor");
  }

  @GetMapping("/schedules")
  Mono<PageOf<ScheduleView>> schedules(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    return Caller.current()
        .flatMap(caller ->
            list(o ->
                listing.page("schedules", o.schedules(), Schedule::id, s -> schedule(s, caller))));
  }

  @GetMapping("/schedules/{id}")
  Mono<ScheduleView> schedule(@PathVariable String id) {
    return Caller.current()
        .flatMap(caller ->
            one(o -> o.schedules(), Schedule::id, id, "值班表", "schedule")
                .map(s -> schedule(s, caller)));
  }

  private static ScheduleView schedule(Schedule s, Caller caller) {
    boolean addresses = Schedules.arranges(caller);
    return new ScheduleView(
        s.id(),
        s.post(),
        s.unit(),
        s.owner(),
        s.announces(),
        s.zone().getId(),
        s.layers().stream().map(l -> layer(l, addresses)).toList());
  }

  private static LayerView layer(Layer l, boolean addresses) {
    Rotation rotation = l.rotation();
    Object filled = addresses && l.calendar() != null ? l.calendar() : true;
    return new LayerView(
        l.name(),
        l.role().name(),
        rotation == null
            ? null
            : new RotationView(rotation.every().toString(), rotation.handoff(), rotation.people()),
        rotation == null ? filled : false,
        l.only().stream().map(CatalogueController::window).toList());
  }

  private static WindowView window(Window w) {
    return new WindowView(
        w.days().stream().sorted().map(Enum::name).toList(),
        w.on().stream().sorted().map(Enum::name).toList(),
        w.from(),
        w.to());
  }

  private <T> Mono<PageOf<T>> list(Function<Organisation, PageOf<T>> page) {
    return organisation
        .current()
        .map(OrganisationState::organisation)
        .map(page)
        .switchIfEmpty(Mono.fromSupplier(() -> new PageOf<>(List.of(), null)));
  }

  private <T> Mono<T> one(
      Function<Organisation, List<T>> list,
      Function<T, String> id,
      String wanted,
      String zh,
      String en) {
    return organisation
        .current()
        .map(OrganisationState::organisation)
        .map(o -> Listing.one(list.apply(o), id, wanted, zh, en))
        .switchIfEmpty(Mono.error(() -> Listing.unknown(wanted, zh, en)));
  }
}
