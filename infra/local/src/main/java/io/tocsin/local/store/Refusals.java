package io.tocsin.local.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this store does not do is refused by name. To do half of it would pass a test here and fail
 * on a real MongoDB, or the other way round.
 */
final class Refusals {

  private static final Set<String> STAGES =
      Set.of(
          "$match",
          "$group",
          "$sort",
          "$project",
          "$unwind",
          "$facet",
          "$lookup",
          "$bucket",
          "$count",
          "$limit",
          "$skip",
          "$addFields",
          "$replaceRoot",
          "$sortByCount",
          "$unset",
          "$sample");
  private static final Set<String> COMMANDS =
      Set.of(
          "explain",
          "mapreduce",
          "renamecollection",
          "convertocapped",
          "collmod",
          "createview",
          "committransaction",
          "aborttransaction",
          "getlasterror",
          "reseterror");
  private static final Set<String> COLLECTION_OPTIONS =
      Set.of(
          "validator",
          "viewOn",
          "capped",
          "timeseries",
          "clusteredIndex",
          "changeStreamPreAndPostImages");

  private Refusals() {}

  /** Code 115, which MongoDB uses for what one of its editions does not do. */
  static MongoServerError unsupported(String what) {
    return new MongoServerError(
        115,
        "CommandNotSupported",
        "Expected what the embedded store supports, but got %s; a real MongoDB does it (set MONGODB_URI)"
            .formatted(what));
  }

  static MongoServerError badValue(String message) {
    return new MongoServerError(2, "BadValue", message);
  }

  static void check(String command, Document query) {
    if (query.containsKey("startTransaction") || query.containsKey("autocommit")) {
      throw unsupported("a transaction");
    }
    if (query.containsKey("txnNumber")) {
      // As a standalone server says it; a driver that knows what it talks to never sends one.
      throw new MongoServerError(
          20,
          "IllegalOperation",
          "Transaction numbers are only allowed on a replica set member or mongos");
    }
    if (COMMANDS.contains(command)) {
      throw unsupported("the command '" + command + "'");
    }
    for (String option : List.of("collation", "let")) {
      if (query.containsKey(option)) {
        throw unsupported("'" + option + "' in the command '" + command + "'");
      }
    }
    switch (command) {
      case "aggregate" -> stages(query.get("pipeline"));
      case "create" -> collectionOptions(query);
      case "findandmodify" -> pipelineUpdate(query.get("update"));
      case "update" -> elements(query, "updates").forEach(Refusals::update);
      case "delete" -> elements(query, "deletes").forEach(d -> collation(d));
      default -> {}
    }
  }

  private static void update(Document update) {
    collation(update);
    pipelineUpdate(update.get("u"));
  }

  private static void collation(Document statement) {
    if (statement.containsKey("collation")) {
      throw unsupported("'collation'");
    }
  }

  private static void pipelineUpdate(@Nullable Object update) {
    if (update instanceof List) {
      throw unsupported("an update by a pipeline");
    }
  }

  private static void collectionOptions(Document query) {
    for (String option : query.keySet()) {
      if (COLLECTION_OPTIONS.contains(option)) {
        throw unsupported("a collection with '" + option + "'");
      }
    }
  }

  private static void stages(@Nullable Object pipeline) {
    if (!(pipeline instanceof List<?> stages)) {
      throw badValue("Expected a list in 'pipeline', but got " + pipeline);
    }
    for (Object stage : stages) {
      if (!(stage instanceof Map<?, ?> s) || s.size() != 1) {
        throw badValue("Expected a stage with one field, but got " + stage);
      }
      Object name = s.keySet().iterator().next();
      if (!STAGES.contains(name)) {
        throw unsupported("the stage " + name);
      }
    }
  }

  static List<Document> elements(Document query, String field) {
    if (!(query.get(field) instanceof List<?> list)) {
      throw badValue("Expected a list in '%s', but got %s".formatted(field, query.get(field)));
    }
    return list.stream()
        .map(e -> {
          if (e instanceof Document d) {
            return d;
          }
          throw badValue("Expected documents in '%s', but got %s".formatted(field, e));
        })
        .toList();
  }
}
