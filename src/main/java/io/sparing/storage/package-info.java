/**
 * What a sweep's files need of a disk: names that outlive a crash, the steps at which a driver may
 * die, and messages about what a disk refuses. This room depends on nothing.
 */
package io.sparing.storage;
