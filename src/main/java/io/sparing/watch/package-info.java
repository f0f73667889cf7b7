/**
 * Who watches a sweep while it runs, and what such a watcher sees: the interface, several watchers
 * as one, and the sweep as a stream of events that another program can follow.
 */
package io.sparing.watch;
