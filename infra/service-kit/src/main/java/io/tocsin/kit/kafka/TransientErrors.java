package io.tocsin.kit.kafka;

import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteConcernException;
import java.net.SocketException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells an outage, which passes, from what a record itself brings about. */
public final class TransientErrors {

  private TransientErrors() {}

  /** Whether the error, or what caused it, is one that a retry may heal. */
  public static boolean isTransient(Throwable error) {
    int depth = 0;
    for (Throwable e = error; e != null && depth < 16; e = e.getCause(), depth++) {
      if (isTransientItself(e)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTransientItself(Throwable e) {
    return switch (e) {
      case Retryable r -> true;
      case RetriableException r -> true;
      case TimeoutException t -> true;
      case SocketException s -> true;
      case RejectedExecutionException r -> true;
      case MongoException m -> isOutage(m);
      default -> false;
    };
  }

  private static boolean isOutage(MongoException e) {
    return e instanceof MongoSocketException
        || e instanceof MongoClientException
        || e instanceof MongoNotPrimaryException
        || e instanceof MongoNodeIsRecoveringException
        || e instanceof MongoServerUnavailableException
        || e instanceof MongoInterruptedException
        || e instanceof MongoExecutionTimeoutException
        || e instanceof MongoWriteConcernException
        || e.hasErrorLabel("RetryableWriteError");
  }
}
