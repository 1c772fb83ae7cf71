package io.tocsin.kit.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Tells the records of a sealed interface apart by their simple names, without annotations. */
final class KindOfSealedTypes extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
    return own != null || !isSealed(annotated.getRawType())
        ? own
        : JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "kind", null, false, true);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
    List<NamedType> own = super.findSubtypes(config, annotated);
    Class<?> type = annotated.getRawType();
    return (own != null && !own.isEmpty()) || !isSealed(type)
        ? own
        : leaves(type).map(c -> new NamedType(c, c.getSimpleName())).toList();
  }

  private static boolean isSealed(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return isSealed(type)
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(KindOfSealedTypes::leaves)
        : Stream.of(type);
  }
}
