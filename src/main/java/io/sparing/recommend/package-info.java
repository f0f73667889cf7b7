/** Applies a rule set to a described environment. Needs neither Spark nor DJL. */
package io.sparing.recommend;
