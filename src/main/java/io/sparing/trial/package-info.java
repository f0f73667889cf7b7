/** Trials as values: what is asked, how it ended, and both as settings and as JSON. */
package io.sparing.trial;
