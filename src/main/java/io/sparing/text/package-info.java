/** What a text looks like: shown to people, compared with others. Depends on nothing. */
package io.sparing.text;
