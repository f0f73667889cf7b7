/**
 * What machines cost by the hour: price lists, and what a trial pays by them. Amounts are in the
 * list's one currency; what has no price has none, and a text that says why.
 */
package io.sparing.money;
