package io.tocsin.notification.feeds;

import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice;

/** What people call types and severities. */
final class FeedWords {

  static final Words DRILL = new Words("演练", "Drill");

  private static final Words WITHDRAWN = new Words("【已撤回】", "[WITHDRAWN] ");

  private FeedWords() {}

  static Words of(NoticeType type) {
    return switch (type) {
      case FAULT -> new Words("故障通报", "Fault");
      case SUSPENSION -> new Words("暂停通知", "Suspension");
      case PROGRESS -> new Words("进展通报", "Progress");
      case RESTORATION -> new Words("恢复公告", "Restoration");
      case GENERAL -> new Words("通知", "Notice");
    };
  }

  static Words of(Severity severity) {
    return switch (severity) {
      case SEV1 -> new Words("Ⅰ 特别重大", "SEV 1 critical");
      case SEV2 -> new Words("Ⅱ 重大", "SEV 2 major");
      case SEV3 -> new Words("Ⅲ 较大", "SEV 3 moderate");
      case SEV4 -> new Words("Ⅳ 一般", "SEV 4 minor");
    };
  }

  /** A reader that has the notice already must see that it holds no longer. */
  static String title(Notice notice, Language language) {
    String title = notice.title().in(language);
    return notice.withdrawal() == null ? title : WITHDRAWN.in(language) + title;
  }

  static String text(Notice notice, Language language) {
    Notice.Withdrawal withdrawal = notice.withdrawal();
    String text = notice.body().in(language);
    if (withdrawal == null || withdrawal.reason().in(language).isEmpty()) {
      return text;
    }
    String because = language == Language.ZH ? "撤回原因：" : "Withdrawn because: ";
    return because + withdrawal.reason().in(language) + "\n\n" + text;
  }
}
