/**
 * The hard cap of a sweep: what may be spent, what a trial takes at most and took, and what is
 * spent and reserved. Values and sums; where trials run and what is on the disk is others' part.
 */
package io.sparing.budget;
