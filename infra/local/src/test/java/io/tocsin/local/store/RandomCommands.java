package io.tocsin.local.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Commands whose outcome does not depend on the order in which a store happens to look at
 * documents: several matches are changed all or by a total order, and what is found is compared in
 * order only where one was asked for.
 */
final class RandomCommands {

  private static final String[] STATUS = {"open", "done", "late", ""};
  private static final String[] TAGS = {"a", "b", "c", "d"};

  private final Random random;

  RandomCommands(Random random) {
    this.random = random;
  }

  record Command(String what, Function<MongoCollection<Document>, @Nullable Object> run) {
    @Override
    public String toString() {
      return what;
    }
  }

  Command next() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> insert();
      case 3 -> updateMany();
      case 4 -> updateOne();
      case 5 -> findOneAndUpdate();
      case 6 -> replace();
      case 7 -> delete();
      case 8 -> count();
      case 9 -> aggregate();
      case 10 -> distinct();
      default -> find();
    };
  }

  static List<Document> everything(MongoCollection<Document> c) {
    return c.find().sort(new Document("_id", 1)).into(new ArrayList<>());
  }

  private Command insert() {
    Document document = document();
    return new Command(
        "insert " + document.toJson(), c -> c.insertOne(new Document(document)).wasAcknowledged());
  }

  private Command updateMany() {
    Document query = query();
    Document update = update();
    return new Command(
        "updateMany " + query.toJson() + " " + update.toJson(),
        c -> {
          var result = c.updateMany(query, update);
          return result.getMatchedCount() + "/" + result.getModifiedCount();
        });
  }

  private Command updateOne() {
    Document query = new Document("_id", id());
    if (random.nextBoolean()) {
      query().forEach(query::putIfAbsent);
    }
    Document update =
        random.nextInt(4) == 0 ? new Document("$set", new Document("email", email())) : update();
    boolean upsert = query.size() == 1 && random.nextBoolean();
    return new Command(
        "updateOne " + query.toJson() + " " + update.toJson() + " upsert " + upsert,
        c -> {
          var result = c.updateOne(query, update, new UpdateOptions().upsert(upsert));
          return result.getMatchedCount()
              + "/"
              + result.getModifiedCount()
              + "/"
              + result.getUpsertedId();
        });
  }

  private Command findOneAndUpdate() {
    Document query = query();
    Document update = update();
    Document order = order();
    ReturnDocument which = random.nextBoolean() ? ReturnDocument.AFTER : ReturnDocument.BEFORE;
    return new Command(
        "findOneAndUpdate " + query.toJson() + " " + update.toJson() + " sort " + order.toJson(),
        c ->
            c.findOneAndUpdate(
                query, update, new FindOneAndUpdateOptions().sort(order).returnDocument(which)));
  }

  private Command replace() {
    Document replacement = document();
    Document query = new Document("_id", replacement.remove("_id"));
    return new Command(
        "replace " + query.toJson() + " by " + replacement.toJson(),
        c -> {
          var result = c.replaceOne(query, replacement, new ReplaceOptions().upsert(true));
          return result.getMatchedCount()
              + "/"
              + result.getModifiedCount()
              + "/"
              + result.getUpsertedId();
        });
  }

  private Command delete() {
    Document query = random.nextInt(3) == 0 ? query() : new Document("_id", id());
    return new Command("delete " + query.toJson(), c -> c.deleteMany(query).getDeletedCount());
  }

  private Command count() {
    Document query = query();
    return new Command("count " + query.toJson(), c -> c.countDocuments(query));
  }

  private Command distinct() {
    Document query = query();
    return new Command(
        "distinct status " + query.toJson(),
        c ->
            c.distinct("status", query, String.class).into(new ArrayList<>()).stream()
                .sorted()
                .toList());
  }

  private Command aggregate() {
    Document query = query();
    List<Document> pipeline =
        List.of(
            new Document("$match", query),
            new Document(
                "$group",
                new Document("_id", "$status")
                    .append("count", new Document("$sum", 1))
                    .append("most", new Document("$max", "$at"))),
            new Document("$sort", new Document("_id", 1)));
    return new Command(
        "aggregate " + query.toJson(), c -> c.aggregate(pipeline).into(new ArrayList<>()));
  }

  private Command find() {
    Document query = query();
    if (random.nextBoolean()) {
      return new Command(
          "find " + query.toJson(),
          c ->
              c.find(query).batchSize(7).into(new ArrayList<>()).stream()
                  .sorted(Comparator.comparing(d -> d.getString("_id")))
                  .toList());
    }
    Document order = order();
    int limit = random.nextInt(8);
    int skip = random.nextInt(3);
    return new Command(
        "find %s sort %s skip %d limit %d".formatted(query.toJson(), order.toJson(), skip, limit),
        c -> c.find(query).sort(order).skip(skip).limit(limit).into(new ArrayList<>()));
  }

  private Document document() {
    Document d = new Document("_id", id());
    if (random.nextInt(5) > 0) {
      d.append("status", pick(STATUS));
    }
    if (random.nextInt(4) > 0) {
      d.append("n", number());
    }
    if (random.nextInt(3) > 0) {
      d.append("at", time());
    }
    if (random.nextInt(3) == 0) {
      d.append("due", time());
    }
    if (random.nextInt(3) == 0) {
      d.append("email", email());
    }
    if (random.nextInt(3) > 0) {
      d.append("tags", tags());
    }
    if (random.nextInt(3) == 0) {
      d.append("outbox", outbox());
    }
    return d;
  }

  private Document update() {
    return switch (random.nextInt(9)) {
      case 0 -> new Document("$set", new Document("status", pick(STATUS)).append("at", time()));
      case 1 -> new Document("$unset", new Document(random.nextBoolean() ? "at" : "tags", ""));
      case 2 -> new Document("$inc", new Document("version", 1));
      case 3 ->
          new Document(
              "$push", new Document("tags", new Document("$each", tags()).append("$slice", -3)));
      case 4 -> new Document("$pull", new Document("tags", pick(TAGS)));
      case 5 -> new Document("$addToSet", new Document("tags", pick(TAGS)));
      case 6 -> new Document("$set", new Document("outbox", outbox()));
      case 7 ->
          new Document(
              "$pull",
              new Document("outbox", new Document("id", new Document("$in", List.of(1, 2)))));
      default -> new Document("$set", new Document("n", number()).append("due", time()));
    };
  }

  private Document query() {
    Document query = condition();
    if (random.nextInt(3) == 0) {
      condition().forEach(query::putIfAbsent);
    }
    return random.nextInt(12) == 0 ? new Document("$or", List.of(query, condition())) : query;
  }

  private Document condition() {
    return switch (random.nextInt(16)) {
      case 0 -> new Document("status", pick(STATUS));
      case 1 -> new Document("status", null);
      case 2 -> new Document("status", new Document("$in", List.of(pick(STATUS), pick(STATUS))));
      case 3 -> new Document("n", number());
      case 4 -> new Document("n", new Document("$gte", number()).append("$lt", number()));
      case 5 -> new Document("at", new Document("$lte", time()));
      case 6 -> new Document("status", "open").append("due", new Document("$lte", time()));
      case 7 -> new Document("tags", pick(TAGS));
      case 8 -> new Document("tags", new Document("$in", List.of(pick(TAGS), "zz")));
      case 9 -> new Document("outbox.at", new Document("$lt", time()));
      case 10 -> new Document("email", email());
      case 11 -> new Document("_id", new Document("$gt", id()));
      case 12 -> new Document("_id", new Document("$in", List.of(id(), id(), id())));
      case 13 -> new Document("tags", new Document("$gt", "a").append("$lt", "c"));
      case 14 -> new Document("n", new Document("$ne", number()));
      default -> new Document();
    };
  }

  private Document order() {
    int direction = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(5)) {
      case 0 -> new Document("_id", direction);
      case 1 -> new Document("status", direction).append("at", direction).append("_id", direction);
      case 2 -> new Document("n", direction).append("_id", 1);
      case 3 -> new Document("due", direction).append("_id", direction);
      default -> new Document("at", direction).append("n", -direction).append("_id", 1);
    };
  }

  private String id() {
    return "id-" + random.nextInt(120);
  }

  private String email() {
    return "e" + random.nextInt(60) + "@example.org";
  }

  private Object number() {
    int n = random.nextInt(20);
    return switch (random.nextInt(3)) {
      case 0 -> n;
      case 1 -> (long) n;
      default -> n + 0.5;
    };
  }

  private BsonDateTime time() {
    return new BsonDateTime(1_700_000_000_000L + random.nextInt(50) * 1000L);
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(pick(TAGS));
    }
    return tags;
  }

  private List<Document> outbox() {
    List<Document> entries = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      entries.add(new Document("id", i).append("at", time()));
    }
    return entries;
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
