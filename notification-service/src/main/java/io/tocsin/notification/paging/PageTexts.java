package io.tocsin.notification.paging;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.PageText;
import io.tocsin.notification.domain.Words;
import org.jspecify.annotations.Nullable;

/** The words of a page, from the facts and the names that the organisation has for them. */
final class PageTexts {

  private PageTexts() {}

  static PageText of(PageRequestedV1 page, Assignee assignee, DirectorySnapshot directory) {
    var incident = page.incident();
    return new PageText(
        system(incident.system(), directory.systems().get(incident.system())),
        incident.scope() == Scope.GLOBAL,
        incident.number(),
        severity(incident.severity()),
        post(assignee.post(), directory),
        page.acknowledgeWithin(),
        incident.exercise(),
        why(page, assignee),
        page.task() == null ? null : new Words(page.task().zh(), page.task().en()));
  }

  /** The roster's reason first: it is about this person. */
  static Words why(PageRequestedV1 page, Assignee assignee) {
    LocalText roster = assignee.reason();
    LocalText policy = page.reason();
    return new Words(roster.zh() + "；" + policy.zh(), roster.en() + "; " + policy.en());
  }

  private static Words system(String code, @Nullable ManagedSystemV1 system) {
    return system == null ? new Words(code, code) : names(system.name(), system.englishName());
  }

  private static Words post(@Nullable String code, DirectorySnapshot directory) {
    if (code == null) {
      return new Words("本人", "you by name");
    }
    PostV1 post = directory.posts().get(code);
    return post == null ? new Words(code, code) : names(post.name(), post.englishName());
  }

  private static Words names(String name, @Nullable String englishName) {
    return new Words(name, englishName == null ? name : englishName);
  }

  private static Words severity(Severity severity) {
    return switch (severity) {
      case SEV1 -> new Words("Ⅰ 特别重大", "SEV1");
      case SEV2 -> new Words("Ⅱ 重大", "SEV2");
      case SEV3 -> new Words("Ⅲ 较大", "SEV3");
      case SEV4 -> new Words("Ⅳ 一般", "SEV4");
    };
  }
}
