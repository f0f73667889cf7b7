/**
 * What people write and read. Quantities, UTF-8 files and JSON are read as they are meant, or
 * refused with a reason; values are shown in printable form, and texts are compared in a clean one.
 * Messages follow the house's grammar and name the value and the right form. This room depends on
 * nothing.
 */
package io.sparing.text;
