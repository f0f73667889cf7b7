/**
 * Who is at work on a device of this machine, and whose turn it is to measure alone. The worker
 * processes of a machine share a memory-mapped table for each device, whichever driver started
 * them. Times are nanoseconds of the machine's monotonic clock, which its processes share. This
 * room depends on nothing.
 */
package io.sparing.company;
