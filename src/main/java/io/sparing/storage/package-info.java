/**
 * What a sweep's files need of a disk: names that outlive a crash, the steps at which a driver may
 * die, and words for what a disk refuses. Depends on nothing.
 */
package io.sparing.storage;
