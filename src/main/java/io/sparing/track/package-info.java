/**
 * Trackers: servers elsewhere that are sent what a sweep does. Each is a class and a line of {@link
 * io.sparing.track.Trackers}. None slows a sweep or makes it fail: what is sent waits in a bounded
 * queue for a thread of its own.
 */
package io.sparing.track;
