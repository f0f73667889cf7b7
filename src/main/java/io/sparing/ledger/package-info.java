/** What a sweep has done, on the disk: its ledger, the folder that holds it, and who owns that. */
package io.sparing.ledger;
