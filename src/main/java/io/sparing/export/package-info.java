/** Trained models as files that other tools read. */
package io.sparing.export;
