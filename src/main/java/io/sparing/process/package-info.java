/** What a process knows of itself and of its machine, and what its environment asks of it. */
package io.sparing.process;
