/**
 * What is asked of a model: how rows become samples and targets, what training minimizes over them,
 * and what predictions are worth. Each task is one class and one line in {@link
 * io.sparing.task.Tasks}.
 */
package io.sparing.task;
