/**
 * "torch.nn for Java": a module tree that is written as a TorchScript archive and loaded by DJL.
 * This room knows no model, no strategy and no data.
 */
package io.sparing.script;
