package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;

/** Reads a whole document or refuses it with everything that is wrong with it. */
final class OrganisationReader {

  /** More than anybody reads; the number of all stands in the detail. */
  private static final int ERRORS_SHOWN = 200;

  private OrganisationReader() {}

  static Organisation yaml(String text) {
    return read(YamlTree.read(text));
  }

  static Organisation json(String text) {
    return read(JsonTree.read(text));
  }

  static Organisation read(Tree tree) {
    return read(tree, path -> false);
  }

  /**
   * Fills in what is left out.
   *
   * @param held tells of a path whether what stands there holds already
   * @throws ProblemException 400 with the path of each wrong place in {@code errors}
   */
  static Organisation read(Tree tree, Predicate<String> held) {
    Field document = Field.root(tree, held);
    if (!(tree instanceof Tree.Entries)) {
      document.expected("应为组织设置文档", "the document of an organisation");
      throw refused(document.errors());
    }
    document.only(
        "name",
        "timeZone",
        "locale",
        "units",
        "systems",
        "posts",
        "people",
        "schedules",
        "escalationPolicies",
        "vendors",
        "grading",
        "faultNotices",
        "response",
        "holidays",
        "drills");
    Names names = Names.of(document);
    DirectoryFields directory = new DirectoryFields(names);
    document.field("timeZone").text();
    ZoneId zone = TimeFields.zone(document.field("timeZone"), ZoneOffset.UTC);
    String locale = TimeFields.locale(document.field("locale"), Defaults.LOCALE);
    Organisation organisation =
        new Organisation(
            document.field("name").text(),
            zone,
            locale == null ? Defaults.LOCALE : locale,
            directory.units(document.field("units")),
            directory.systems(document.field("systems")),
            directory.posts(document.field("posts")),
            directory.people(document.field("people")),
            new ScheduleFields(names, zone).read(document.field("schedules")),
            new PolicyFields(names).read(document.field("escalationPolicies")),
            directory.vendors(document.field("vendors")),
            RuleFields.grading(document.field("grading")),
            RuleFields.faultNotices(document.field("faultNotices")),
            ResponseFields.response(document.field("response")),
            HolidayFields.read(document.field("holidays")),
            directory.drills(document.field("drills")));
    if (!document.errors().isEmpty()) {
      throw refused(document.errors());
    }
    return organisation;
  }

  private static ProblemException refused(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    boolean whole = first.field().isEmpty();
    return Problems.badRequest(
        new LocalText(
            "组织设置有 %d 处错误，未作任何更改；第一处 %s%s"
                .formatted(errors.size(), whole ? "" : first.field() + "：", first.message().zh()),
            "%d place(s) of the organisation are wrong and nothing was applied; the first: %s%s"
                .formatted(errors.size(), whole ? "" : first.field() + ": ", first.message().en())),
        errors.subList(0, Math.min(ERRORS_SHOWN, errors.size())));
  }
}
