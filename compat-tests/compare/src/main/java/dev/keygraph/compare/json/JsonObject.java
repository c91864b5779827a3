package dev.keygraph.compare.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object that was read. A field that is absent, or holds something else than is asked for, is an
 * {@link IllegalArgumentException} that names it; fields that nobody asks for are ignored.
 */
public final class JsonObject {
  private final Map<String, Object> fields;

  JsonObject(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Returns whether there is such a field. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Returns a text. */
  public String text(String name) {
    return field(name, String.class);
  }

  /** Returns a truth value. */
  public boolean truth(String name) {
    return field(name, Boolean.class);
  }

  /** Returns a whole number. */
  public long integer(String name) {
    return field(name, Long.class);
  }

  /** Returns a number. */
  public double number(String name) {
    return field(name, Number.class).doubleValue();
  }

  /** Returns a number, or {@code null} if there is no such field. */
  public @Nullable Double optionalNumber(String name) {
    return has(name) ? number(name) : null;
  }

  /** Returns a text, or {@code null} if there is no such field. */
  public @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  /** Returns the element with a name of an enumeration. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is no " + type.getSimpleName() + ": " + text(name), e);
    }
  }

  /** Returns an object. */
  public JsonObject object(String name) {
    return asObject(name, field(name));
  }

  /** Returns an object whose fields are all texts. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonObject object = object(name);
    object.fields.keySet().forEach(key -> texts.put(key, object.text(key)));
    return texts;
  }

  /** Returns an array of objects, each turned into something. */
  public <T> List<T> objects(String name, Function<JsonObject, T> element) {
    return elements(name).stream().<T>map(each -> element.apply(asObject(name, each))).toList();
  }

  /** Returns an array of texts. */
  public List<String> textList(String name) {
    return list(name, String.class);
  }

  /** Returns an array of numbers. */
  public List<Double> numbers(String name) {
    return list(name, Number.class).stream().map(Number::doubleValue).toList();
  }

  /** Returns an array of whole numbers. */
  public long[] integers(String name) {
    return list(name, Long.class).stream().mapToLong(Long::longValue).toArray();
  }

  private <T> List<T> list(String name, Class<T> type) {
    return elements(name).stream().<T>map(element -> cast(name, element, type)).toList();
  }

  private List<?> elements(String name) {
    if (field(name) instanceof List<?> elements) {
      return elements;
    }
    throw other(name, "array");
  }

  private <T> T field(String name, Class<T> type) {
    return cast(name, field(name), type);
  }

  private Object field(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no field " + name);
    }
    return value;
  }

  private static <T> T cast(String name, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw other(name, type.getSimpleName());
    }
    return type.cast(value);
  }

  private static JsonObject asObject(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw other(name, "object");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, element) -> fields.put((String) key, element));
    return new JsonObject(fields);
  }

  private static IllegalArgumentException other(String name, String wanted) {
    return new IllegalArgumentException("the field " + name + " holds no " + wanted);
  }
}
