package io.tocsin.notification.domain;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient on one channel: what never changes while it is on its way.
 *
 * @param id the idempotency key towards the provider
 * @param why the reason that this recipient gets it
 * @param series the same for messages of which only the newest is worth sending, such as the pages
 *     of one post for one incident to one person; null where each stands for itself
 * @param notAfter when it has not left by then it is worthless
 * @param paged what it says where it is a page; null for anything else
 */
public record Message(
    String id,
    Channel channel,
    Urgency urgency,
    Recipient recipient,
    About about,
    Content content,
    Words why,
    @Nullable String series,
    Instant createdAt,
    Instant notAfter,
    @Nullable Paged paged) {

  private static final String MASK = "••••";
  private static final Pattern LINK = Pattern.compile("(/inbound/acknowledge/)[\\w.-]+");

  /** A message that is no page. */
  public Message(
      String id,
      Channel channel,
      Urgency urgency,
      Recipient recipient,
      About about,
      Content content,
      Words why,
      @Nullable String series,
      Instant createdAt,
      Instant notAfter) {
    this(id, channel, urgency, recipient, about, content, why, series, createdAt, notAfter, null);
  }

  /**
   * Words of this message as others than its recipient may read them: the link or the code in them
   * would acknowledge in his name.
   */
  public String shown(String words) {
    String unlinked = LINK.matcher(words).replaceAll("$1" + MASK);
    String code = paged == null ? null : paged.code();
    return code == null ? unlinked : unlinked.replaceAll("(?<![\\d-])" + code + "(?![\\d-])", MASK);
  }

  /** The same in other words. */
  public Message saying(Content other, @Nullable Paged said) {
    return new Message(
        id, channel, urgency, recipient, about, other, why, series, createdAt, notAfter, said);
  }

  /** The same to somebody else. */
  public Message to(String otherId, Recipient other) {
    return new Message(
        otherId, channel, urgency, other, about, content, why, series, createdAt, notAfter, paged);
  }

  /** What it is about; each part is null where it is about none. */
  public record About(
      @Nullable String incidentId, @Nullable String pageId, @Nullable String noticeId) {

    public static About page(String incidentId, String pageId) {
      return new About(incidentId, pageId, null);
    }

    public static About notice(@Nullable String incidentId, String noticeId) {
      return new About(incidentId, null, noticeId);
    }
  }
}
