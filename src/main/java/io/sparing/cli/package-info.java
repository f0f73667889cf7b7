/** Commands: parse, call one service, print, return a code. */
package io.sparing.cli;
