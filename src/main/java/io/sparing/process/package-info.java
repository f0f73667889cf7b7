/** What a process knows about itself and its machine, and what its environment asks of it. */
package io.sparing.process;
