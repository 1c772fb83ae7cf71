package io.tocsin.kit.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The containers behind the bindings. A binding that could not be made at once and was made later
 * does not tell whether it runs; its container does.
 */
public final class ListenerContainers {

  private final Map<Listened, MessageListenerContainer> containers = new ConcurrentHashMap<>();

  /** The one made last counts: a binding that is tried again makes a new one. */
  void made(String destination, String group, MessageListenerContainer container) {
    containers.put(new Listened(destination, group), container);
  }

  public boolean isRunning(String destination, String group) {
    MessageListenerContainer container = containers.get(new Listened(destination, group));
    return container != null && container.isRunning();
  }

  private record Listened(String destination, String group) {}
}
