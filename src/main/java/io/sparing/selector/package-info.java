/**
 * Makes rules from rows: environments, the oracle, rule learning, grading, export and import of
 * rule sets.
 */
package io.sparing.selector;
