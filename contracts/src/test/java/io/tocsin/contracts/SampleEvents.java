package io.tocsin.contracts;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events of any type with values by chance, each {@code @Nullable} component null now and then. */
final class SampleEvents {

  private static final List<String> TEXTS =
      List.of("", "payment", "云溪县局", "特急：\"引号\"\n换行\\", "𠮷野家 🚒", "null", "0", " ");

  private final RandomGenerator random;

  SampleEvents(RandomGenerator random) {
    this.random = random;
  }

  Envelope<?> envelope(Class<? extends Event> type) {
    return new Envelope<>(text(), instant(), random.nextBoolean() ? text() : null, event(type));
  }

  private Event event(Class<? extends Event> type) {
    return type.cast(record(type));
  }

  private Object record(Class<?> type) {
    if (type == PageEvent.PageTarget.class) {
      return switch (random.nextInt(3)) {
        case 0 -> new PageEvent.PageTarget("DB", DutyRole.PRIMARY, null);
        case 1 -> new PageEvent.PageTarget("DB", null, null, null, null, null, null, "THIRD_LINE");
        default -> new PageEvent.PageTarget(null, null, "wang-ming");
      };
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values =
        Arrays.stream(components).map(this::component).toArray(Object[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected a canonical constructor of " + type, e);
    }
  }

  private @Nullable Object component(RecordComponent component) {
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return optional && random.nextInt(3) == 0 ? null : value(component.getGenericType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType list) {
      return IntStream.range(0, random.nextInt(3))
          .mapToObj(i -> value(list.getActualTypeArguments()[0]))
          .toList();
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return switch (plain.getSimpleName()) {
      case "boolean", "Boolean" -> random.nextBoolean();
      case "int", "Integer" -> random.nextInt();
      case "long", "Long" -> random.nextLong();
      case "String" -> text();
      case "Instant" -> instant();
      case "Duration" -> Duration.ofMillis(random.nextLong(-1000, 1_000_000_000L));
      case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000));
      case "LocalTime" -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
      case "ZoneId" -> ZoneId.of(random.nextBoolean() ? "Asia/Shanghai" : "UTC");
      default -> throw new IllegalStateException("Expected a type of contracts, but got " + type);
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
  }
}
