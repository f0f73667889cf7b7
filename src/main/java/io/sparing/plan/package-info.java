/** What the driver finds out about trials before the first of them runs. */
package io.sparing.plan;
