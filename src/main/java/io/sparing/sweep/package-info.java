/** Sweep files, grid expansion, the ledger and resuming. Runs nothing. */
package io.sparing.sweep;
