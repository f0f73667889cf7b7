package io.sparing.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the part of pickle protocol 2 that a TorchScript archive needs. */
final class Pickle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    op(0x80).op(2);
  }

  Pickle op(int code) {
    out.write(code);
    return this;
  }

  Pickle global(String module, String name) {
    return op('c').raw(module + "\n" + name + "\n");
  }

  Pickle emptyTuple() {
    return op(')');
  }

  Pickle newObject() {
    return op(0x81);
  }

  Pickle emptyDict() {
    return op('}');
  }

  Pickle emptyList() {
    return op(']');
  }

  Pickle mark() {
    return op('(');
  }

  Pickle setItems() {
    return op('u');
  }

  Pickle build() {
    return op('b');
  }

  Pickle tuple() {
    return op('t');
  }

  Pickle reduce() {
    return op('R');
  }

  Pickle persistentId() {
    return op('Q');
  }

  Pickle none() {
    return op('N');
  }

  Pickle bool(boolean value) {
    return op(value ? 0x88 : 0x89);
  }

  Pickle text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    op('X').little(4, utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  Pickle integer(long value) {
    if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
      return op('J').little(4, value);
    }
    return op(0x8a).op(8).little(8, value);
  }

  Pickle number(double value) {
    op('G');
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    return this;
  }

  byte[] stop() {
    op('.');
    return out.toByteArray();
  }

  private Pickle little(int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)) & 0xff);
    }
    return this;
  }

  private Pickle raw(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }
}
