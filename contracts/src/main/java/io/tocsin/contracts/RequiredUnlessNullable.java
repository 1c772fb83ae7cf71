package io.tocsin.contracts;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Takes the {@code @Nullable} of a record's component at its word: all others must be there. */
final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner().getDeclaringClass().isRecord()) {
      RecordComponent[] components = parameter.getOwner().getDeclaringClass().getRecordComponents();
      AnnotatedType type = components[parameter.getIndex()].getAnnotatedType();
      return !type.isAnnotationPresent(Nullable.class);
    }
    return super.hasRequiredMarker(config, member);
  }
}
