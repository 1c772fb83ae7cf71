package io.tocsin.incident.correlation;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A crash at a chosen moment: after so many steps everything fails, until the fuse is replaced.
 * Each write is two steps, so that it can be lost and so that only its answer can be lost.
 */
final class Fuse {

  private static final Set<String> WRITES =
      Set.of("insertOne", "insertMany", "updateOne", "updateMany", "findOneAndUpdate", "bulkWrite");

  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  /** The process is dead. */
  static final class CrashException extends RuntimeException {}

  void replace(long steps) {
    left.set(steps);
  }

  boolean isBurnt() {
    return left.get() <= 0;
  }

  <T> Flux<T> around(Publisher<T> write) {
    return Mono.fromRunnable(this::step)
        .thenMany(write)
        .concatWith(Mono.<T>fromRunnable(this::step));
  }

  private void step() {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) <= 0) {
      throw new CrashException();
    }
  }

  MongoDatabase database(MongoDatabase real) {
    return proxy(
        MongoDatabase.class,
        real,
        (method, result) ->
            result instanceof MongoCollection<?> collection ? collection(collection) : result);
  }

  private MongoCollection<?> collection(MongoCollection<?> real) {
    return proxy(
        MongoCollection.class,
        real,
        (method, result) ->
            WRITES.contains(method.getName()) && result instanceof Publisher<?> write
                ? around(write)
                : result);
  }

  private interface Wrapping {
    Object wrap(Method method, Object result);
  }

  private static <T> T proxy(Class<T> type, Object real, Wrapping wrapping) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          try {
            return wrapping.wrap(method, method.invoke(real, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
