/**
 * The storages {@code file} and {@code json}: rotating files, two layouts on one engine.
 *
 * <pre>
 *  append ─▶ FileStorage ─▶ layout/ ─▶ RotatingFiles ─▶ path, path.1, path.2, …
 *                                          │  PathClaim, Ownership: which path, and whose it is
 *  query  ─▶ FileStorage, in another JVM FollowedFiles
 *            └▶ Search ◀─ layout/ ◀─ BackwardRecords ◀─ BackwardLines ◀─ RotatedFiles ◀─ path, path.1, …
 * </pre>
 *
 * Queries read what lies on the disk and share nothing with whoever writes.
 */
@NullMarked
package dev.asyncz.agent.storage.file;

import org.jspecify.annotations.NullMarked;
