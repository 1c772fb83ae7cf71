package io.tocsin.local.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which recipient meets which fault. {@code *} stands for everybody on the channel. */
public final class Faults {

  /** The address that stands for every recipient of a channel. */
  public static final String EVERYBODY = "*";

  private final Map<Recipient, Fault> faults = new ConcurrentHashMap<>();

  public void set(String channel, String to, Fault fault) {
    faults.put(recipient(channel, to), fault);
  }

  public void clear(String channel, String to) {
    faults.remove(recipient(channel, to));
  }

  public void clear() {
    faults.clear();
  }

  /** The recipient's own fault goes before everybody's. */
  public Optional<Fault> of(String channel, String to) {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(faults.get(recipient(channel, to)))
        .or(() -> Optional.ofNullable(faults.get(recipient(channel, EVERYBODY))));
  }

  /** A number is named by its digits. */
  public List<Standing> standing() {
    return faults.entrySet().stream()
        .map(e -> new Standing(e.getKey().channel(), e.getKey().to(), e.getValue()))
        .sorted(Comparator.comparing(Standing::channel).thenComparing(Standing::to))
        .toList();
  }

  private static Recipient recipient(String channel, String to) {
    String digits = to.replaceAll("[^0-9]", "");
    boolean number = !to.contains("@") && !digits.isEmpty();
    return new Recipient(
        channel.toUpperCase(Locale.ROOT), number ? digits : to.toLowerCase(Locale.ROOT));
  }

  /** One fault that is in force. */
  public record Standing(String channel, String to, Fault fault) {}

  private record Recipient(String channel, String to) {}
}
