package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Commands of several writes. Ordered ones stop at the first error, unordered ones go on; what is
 * counted is what was done. The framework's own batches count what was asked for and go on after an
 * error in either case.
 */
final class BatchWrites {

  private BatchWrites() {}

  static Document insert(StoreCollection collection, Document query) {
    List<Document> documents = Refusals.elements(query, "documents");
    boolean ordered = isOrdered(query);
    List<Document> errors = collection.insertDocuments(documents, ordered);
    int done =
        ordered && !errors.isEmpty()
            ? number(errors.getFirst(), "index")
            : documents.size() - errors.size();
    return answer(new Document("n", done), errors);
  }

  /** {@code single}: carries out the command with one update. */
  static Document update(Document query, UnaryOperator<Document> single) {
    int matched = 0;
    int modified = 0;
    List<Document> upserted = new ArrayList<>();
    List<Document> errors = new ArrayList<>();
    List<Document> updates = Refusals.elements(query, "updates");
    for (int i = 0; i < updates.size(); i++) {
      Document one =
          new Document("update", query.get("update")).append("updates", List.of(updates.get(i)));
      Document result = single.apply(one);
      if (result.get("writeErrors") instanceof List<?> failed) {
        errors.add(((Document) failed.getFirst()).append("index", i));
        if (isOrdered(query)) {
          break;
        }
        continue;
      }
      matched += number(result, "n");
      modified += number(result, "nModified");
      if (result.get("upserted") instanceof List<?> ids) {
        upserted.add(((Document) ids.getFirst()).append("index", i));
      }
    }
    Document answer = new Document("n", matched).append("nModified", modified);
    if (!upserted.isEmpty()) {
      answer.put("upserted", upserted);
    }
    return answer(answer, errors);
  }

  static Document delete(StoreCollection collection, Document query) {
    int deleted = 0;
    List<Document> errors = new ArrayList<>();
    List<Document> deletes = Refusals.elements(query, "deletes");
    for (int i = 0; i < deletes.size(); i++) {
      Document one = deletes.get(i);
      int limit = one.get("limit") instanceof Number n ? n.intValue() : 0;
      try {
        deleted += collection.deleteDocuments((Document) one.get("q"), limit, NoopOplog.get());
      } catch (MongoServerException e) {
        errors.add(error(i, e));
        if (isOrdered(query)) {
          break;
        }
      }
    }
    return answer(new Document("n", deleted), errors);
  }

  static Document nothingDeleted() {
    return answer(new Document("n", 0), List.of());
  }

  private static Document error(int index, MongoServerException e) {
    int code = e instanceof MongoServerError known ? known.getCode() : 1;
    return new Document("index", index)
        .append("code", code)
        .append("errmsg", e.getMessageWithoutErrorCode());
  }

  private static int number(Document document, String field) {
    return document.get(field) instanceof Number n ? n.intValue() : 0;
  }

  private static boolean isOrdered(Document query) {
    return !query.containsKey("ordered") || Utils.isTrue(query.get("ordered"));
  }

  private static Document answer(Document result, List<Document> errors) {
    if (!errors.isEmpty()) {
      result.put("writeErrors", errors);
    }
    Utils.markOkay(result);
    return result;
  }
}
