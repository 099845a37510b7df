/**
 * The storages {@code file} and {@code json}: rotating files, two formats on one engine.
 *
 * <pre>
 *  append ─▶ FileStorage ─▶ LineFormat (TextLayout, JsonLines) ─▶ RotatingFiles ─▶ path, path.1, path.2, …
 *  query  ─▶ Search ◀─ LineFormat ◀─ BackwardRecords ◀─ BackwardLines ◀──────────────┘
 * </pre>
 */
@NullMarked
package dev.asyncz.agent.storage.file;

import org.jspecify.annotations.NullMarked;
