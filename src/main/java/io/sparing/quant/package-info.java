/** Number formats: each replaces the linear layers of a module tree. */
package io.sparing.quant;
