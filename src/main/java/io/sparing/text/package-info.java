/**
 * What people write and read: quantities, UTF-8 files and JSON are read as they are meant or
 * refused in words; values are shown printable, texts compared clean. Messages follow the house's
 * grammar and name the value and the right form. Depends on nothing.
 */
package io.sparing.text;
