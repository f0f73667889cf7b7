/** Data sets, splits, tokenized texts and batches. Knows no model and no training. */
package io.sparing.data;
