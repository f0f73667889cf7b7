/** Data sets, splits, tokenized texts and batches. This room knows no model and no training. */
package io.sparing.data;
