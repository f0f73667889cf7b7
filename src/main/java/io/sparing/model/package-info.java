/** Model manifests, weight readers and architectures as {@code script} trees. */
package io.sparing.model;
