package io.tocsin.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tocsin.gateway.domain.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds {@code docs/api/openapi.yaml} to the routes and to the rules of OpenAPI 3.1. */
class OpenApiDocumentTest {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  /** What the gateway answers itself; {@code /docs} and the console are pages, not API. */
  private static final Set<String> OWN =
      Set.of(
          "/api/v1/auth/token",
          "/api/v1/me",
          "/v3/api-docs",
          "/actuator/health/readiness",
          "/actuator/health/liveness");

  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    document =
        JsonMapper.shared()
            .valueToTree(
                new Yaml(new SafeConstructor(strict))
                    .load(Files.readString(Path.of("../docs/api/openapi.yaml"))));
  }

  @Test
  void everyPathLeadsSomewhere() {
    assertThat(document.path("paths").propertyNames())
        .allSatisfy(path ->
            assertThat(OWN.contains(path) || RouteTable.find(path) != null)
                .as("route of " + path)
                .isTrue());
  }

  @Test
  void everyRouteIsDescribed() {
    Set<String> described = new TreeSet<>();
    for (String path : document.path("paths").propertyNames()) {
      if (path.startsWith("/api/v1/") && !OWN.contains(path)) {
        described.add(path.replaceFirst("/api/v1/([^/]+).*", "$1"));
      }
    }

    assertThat(described).containsExactlyInAnyOrderElementsOf(RouteTable.collections());
    assertThat(document.path("paths").propertyNames()).contains("/widget/").containsAll(OWN);
  }

  @Test
  void everyReferenceLeadsToSomething() {
    everyNode(
        document,
        (at, node) -> {
          if (node.isObject() && node.path("$ref").isString()) {
            String pointer = node.path("$ref").asString();
            assertThat(pointer).as(at).startsWith("#/");
            assertThat(document.at(pointer.substring(1)).isMissingNode())
                .as(at + " refers to " + pointer)
                .isFalse();
          }
        });
  }

  @Test
  void nothingIsKeptThatNobodyRefersTo() {
    Set<String> referred = new HashSet<>();
    everyNode(
        document,
        (_, node) -> {
          if (node.isObject() && node.path("$ref").isString()) {
            referred.add(node.path("$ref").asString());
          }
        });
    for (Map.Entry<String, JsonNode> kind : document.path("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        assertThat(kind.getValue().propertyNames())
            .allSatisfy(name ->
                assertThat(referred).contains("#/components/" + kind.getKey() + "/" + name));
      }
    }
  }

  @Test
  void everyOperationHasANameATagBothLanguagesAndItsAnswers() {
    Set<String> tags = new HashSet<>();
    document.path("tags").forEach(t -> tags.add(t.path("name").asString()));
    Set<String> names = new HashSet<>();
    everyOperation((at, operation) -> {
      assertThat(names.add(operation.path("operationId").asString())).as(at).isTrue();
      assertThat(tags).as(at).contains(operation.path("tags").path(0).asString());
      assertThat(operation.path("summary").asString("")).as(at).isNotBlank();
      assertThat(operation.path("x-summary-zh").asString("")).as(at).isNotBlank();
      assertThat(operation.has("description")).as(at).isEqualTo(operation.has("x-description-zh"));
      assertThat(operation.path("responses").propertyNames())
          .as(at)
          .isNotEmpty()
          .allMatch(status -> status.matches("[2-5][0-9][0-9]"));
      assertThat(operation.path("responses").propertyNames().contains("401"))
          .as(at + " refuses callers without a token")
          .isEqualTo(
              !operation.path("security").isEmpty()
                  || !operation.has("security")
                  || at.startsWith("/api/v1/auth"));
      operation
          .path("responses")
          .forEach(r -> assertThat(resolved(r).path("description").asString("")).isNotBlank());
    });
  }

  @Test
  void everyVariableOfAPathIsAParameter() {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      List<String> variables =
          Pattern.compile("\\{(\\w+)}")
              .matcher(path.getKey())
              .results()
              .map((MatchResult m) -> m.group(1))
              .toList();
      List<String> declared = new ArrayList<>();
      path.getValue()
          .path("parameters")
          .forEach(p -> {
            assertThat(resolved(p).path("in").asString()).isEqualTo("path");
            assertThat(resolved(p).path("required").asBoolean()).isTrue();
            declared.add(resolved(p).path("name").asString());
          });
      assertThat(declared).as(path.getKey()).isEqualTo(variables);
    }
  }

  @Test
  void theSchemasAreSchemas() {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    everyNode(
        document,
        (at, node) -> {
          if (at.endsWith("/schema") || at.matches("/components/schemas/[^/]+")) {
            assertThat(metaSchema.validate(node)).as(at).isEmpty();
          }
        });
  }

  @Test
  void theExamplesFitTheirSchemas() {
    List<String> checked = new ArrayList<>();
    everyNode(
        document,
        (at, media) -> {
          if (media.isObject() && media.has("schema") && media.has("example")) {
            assertFits(at, media.path("schema"), media.path("example"));
            checked.add(at);
          }
          if (media.isObject() && media.has("schema") && media.path("examples").isObject()) {
            media
                .path("examples")
                .forEach(e -> assertFits(at, media.path("schema"), e.path("value")));
            checked.add(at);
          }
        });
    assertThat(checked).hasSizeGreaterThan(5);
  }

  /** The whole document stands around the schema, so that its references resolve. */
  private static void assertFits(String at, JsonNode schema, JsonNode example) {
    var whole = JsonMapper.shared().createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("allOf", JsonMapper.shared().createArrayNode().add(schema));
    whole.set("components", document.path("components"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(whole.toString(), InputFormat.JSON);
    assertThat(compiled.validate(example)).as(at).isEmpty();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.path("$ref").isString()
        ? resolved(document.at(node.path("$ref").asString().substring(1)))
        : node;
  }

  private static void everyOperation(BiConsumer<String, JsonNode> look) {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> part : path.getValue().properties()) {
        if (METHODS.contains(part.getKey())) {
          look.accept(path.getKey() + " " + part.getKey(), part.getValue());
        }
      }
    }
  }

  private static void everyNode(JsonNode root, BiConsumer<String, JsonNode> look) {
    walk("", root, look);
  }

  private static void walk(String at, JsonNode node, BiConsumer<String, JsonNode> look) {
    look.accept(at, node);
    if (node.isObject()) {
      node.properties().forEach(p -> walk(at + "/" + p.getKey(), p.getValue(), look));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(at + "/" + i, node.get(i), look);
      }
    }
  }
}
