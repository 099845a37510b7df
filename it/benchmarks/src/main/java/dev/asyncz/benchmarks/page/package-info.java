/** What {@code page.sh} starts: a program that logs at a steady rate, and a reader in a real browser. */
package dev.asyncz.benchmarks.page;
