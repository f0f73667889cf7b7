package io.sparing.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Cells of the tables from JSON that another version of Sparing may have written. */
final class JsonCells {

  private JsonCells() {}

  /**
   * Takes a field out of an object if it fits a column of that type.
   *
   * @return the cell; null where there is no such field or it does not fit, and stays
   */
  static Object take(JsonObject from, String name, DataType type) {
    Object cell = find(from, name, type);
    if (cell != null) {
      from.remove(name);
    }
    return cell;
  }

  /**
   * Returns the cell for a column of that type; null where there is no such field or it does not
   * fit.
   */
  static Object find(JsonObject from, String name, DataType type) {
    return cell(from.get(name), type);
  }

  private static Object cell(JsonElement value, DataType type) {
    if (type instanceof ArrayType list) {
      return value instanceof JsonArray array ? list(array, list.elementType()) : null;
    }
    if (!(value instanceof JsonPrimitive primitive)) {
      return null;
    }
    if (type.equals(DataTypes.StringType)) {
      return primitive.isString() ? primitive.getAsString() : null;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return primitive.isBoolean() ? primitive.getAsBoolean() : null;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return primitive.isString() ? moment(primitive.getAsString()) : null;
    }
    return primitive.isNumber() ? number(primitive, type) : null;
  }

  private static Object number(JsonPrimitive number, DataType type) {
    if (type.equals(DataTypes.DoubleType)) {
      return number.getAsDouble();
    }
    try {
      return type.equals(DataTypes.IntegerType)
          ? (Object) number.getAsBigDecimal().intValueExact()
          : (Object) number.getAsBigDecimal().longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Object list(JsonArray array, DataType type) {
    List<Object> cells = new ArrayList<>();
    for (JsonElement element : array) {
      Object cell = cell(element, type);
      if (cell == null) {
        return null;
      }
      cells.add(cell);
    }
    return SparkCells.list(cells);
  }
}
