package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the set-up created, replaced or removed. The set-up is read again as a whole with
 * it, so an entry by itself is held to the same rules as in the document, and nothing is removed
 * that something else still names.
 *
 * @param entity in the document's shape; null to remove it
 */
record EntityChange(EntityKind kind, String id, @Nullable Tree entity) {

  /**
   * The set-up with the change.
   *
   * @throws ProblemException 400 with the wrong fields of the entry, 409 when others need it, 404
   *     when there is nothing to remove
   */
  Organisation appliedTo(Organisation before) {
    Map<String, Tree> document =
        new LinkedHashMap<>(((Tree.Entries) PlainTree.of(OrganisationExport.tree(before))).map());
    List<Tree> items = new ArrayList<>();
    if (document.get(kind.list()) instanceof Tree.Items list) {
      items.addAll(list.list());
    }
    int at = position(items);
    if (entity == null) {
      remove(items, at);
    } else if (at < 0) {
      at = kind.placeAmong(items.size());
      items.add(at, named(entity));
    } else {
      items.set(at, named(entity));
    }
    document.put(kind.list(), new Tree.Items(items, 0));
    String own = "%s[%d].".formatted(kind.list(), at);
    try {
      return OrganisationReader.read(
          new Tree.Entries(document, 0), path -> entity == null || !path.startsWith(own));
    } catch (ProblemException e) {
      throw entity == null ? needed(e) : own(e, own);
    }
  }

  private int position(List<Tree> items) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Tree.Entries e
          && e.map().get(kind.key()) instanceof Tree.Scalar s
          && s.text().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private void remove(List<Tree> items, int at) {
    if (at < 0) {
      throw Problems.notFound(
          new LocalText(
              "应为已定义的%s，但没有 %s".formatted(kind.zh(), id),
              "Expected a defined %s, but there is no %s".formatted(kind.en(), id)));
    }
    items.remove(at);
  }

  /** The path names the entry; a body that names another one is a mistake. */
  private Tree named(Tree wanted) {
    if (!(wanted instanceof Tree.Entries entries)) {
      LocalText message = new LocalText("应为一个对象", "Expected an object");
      throw Problems.badRequest(message, List.of(new FieldError("", message)));
    }
    Tree key = entries.map().get(kind.key());
    if (key instanceof Tree.Scalar s && !s.text().equals(id)) {
      LocalText message =
          new LocalText(
              "应为路径中的 " + id + "，但为 " + s.text(),
              "Expected " + id + " as in the path, but got " + s.text());
      throw Problems.badRequest(message, List.of(new FieldError(kind.key(), message)));
    }
    Map<String, Tree> named = new LinkedHashMap<>();
    named.put(kind.key(), new Tree.Scalar(id, 0));
    entries
        .map()
        .forEach((name, value) -> {
          if (!name.equals(kind.key())) {
            named.put(name, value);
          }
        });
    return new Tree.Entries(named, 0);
  }

  private ProblemException needed(ProblemException e) {
    List<String> where = e.errors().stream().map(FieldError::field).distinct().toList();
    return Problems.refused(
        new LocalText(
            "%s %s 应不再被引用，但仍用于 %s".formatted(kind.zh(), id, where),
            "Expected nothing to name %s %s, but %s still do".formatted(kind.en(), id, where)),
        where);
  }

  private static ProblemException own(ProblemException e, String prefix) {
    return Problems.badRequest(
        e.detail(),
        e.errors().stream()
            .map(error ->
                error.field().startsWith(prefix)
                    ? new FieldError(error.field().substring(prefix.length()), error.message())
                    : error)
            .toList());
  }
}
