package io.tocsin.kit.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

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
  public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
    String own = super.findTypeName(config, annotated);
    Class<?> type = annotated.getRawType();
    return own != null || isSealed(type) || !isOneOfSealed(type) ? own : type.getSimpleName();
  }

  private static boolean isSealed(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  private static boolean isOneOfSealed(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(KindOfSealedTypes::isSealed);
  }
}
