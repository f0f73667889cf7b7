/** Model manifests, their files and architectures as {@code script} trees. */
package io.sparing.model;
