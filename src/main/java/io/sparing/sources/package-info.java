/**
 * Files from elsewhere: what they are, where they lie on this machine, how they come here. Nothing
 * that comes from elsewhere is trusted: every file has a known size and SHA-256, and no path and no
 * redirect leads further than it may. This room uses no other one.
 */
package io.sparing.sources;
