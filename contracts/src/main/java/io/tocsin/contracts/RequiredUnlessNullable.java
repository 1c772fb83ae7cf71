package io.tocsin.contracts;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Takes the {@code @Nullable} of a record's component at its word: all others must be there and not
 * null.
 *
 * <p>Not by {@code FAIL_ON_NULL_CREATOR_PROPERTIES}: it refuses an optional component too when the
 * record leaves it out.
 */
final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    AnnotatedType component = component(member);
    return component == null
        ? super.hasRequiredMarker(config, member)
        : Boolean.valueOf(!component.isAnnotationPresent(Nullable.class));
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    AnnotatedType component = component(annotated);
    return component == null
        ? super.findSetterInfo(config, annotated)
        : JsonSetter.Value.construct(
            component.isAnnotationPresent(Nullable.class) ? Nulls.DEFAULT : Nulls.FAIL, Nulls.FAIL);
  }

  private static @Nullable AnnotatedType component(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter
        && parameter.getOwner().getDeclaringClass().isRecord()) {
      RecordComponent[] components = parameter.getOwner().getDeclaringClass().getRecordComponents();
      return components[parameter.getIndex()].getAnnotatedType();
    }
    return null;
  }
}
