package io.tocsin.kit.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoServerException;

/** Tells a key that is taken already from whatever else the store refuses. */
public final class DuplicateKeys {

  private DuplicateKeys() {}

  /** Whether a write, or the first one of a command that failed, met a key that is taken. */
  public static boolean isDuplicate(Throwable error) {
    return switch (error) {
      case MongoBulkWriteException e ->
          !e.getWriteErrors().isEmpty() && isDuplicate(e.getWriteErrors().getFirst().getCode());
      case MongoServerException e -> isDuplicate(e.getCode());
      default -> false;
    };
  }

  /** Whether a command of many writes failed by nothing but keys that are taken. */
  public static boolean onlyDuplicates(MongoBulkWriteException error) {
    return error.getWriteConcernError() == null
        && error.getWriteErrors().stream().allMatch(w -> isDuplicate(w.getCode()));
  }

  private static boolean isDuplicate(int code) {
    return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
  }
}
