/**
 * Entries in Redis, shared by many nodes: one stream on a single server, sixteen on a cluster.
 *
 * <p>An entry's place in its stream is made of its id ({@link dev.asyncz.agent.storage.redis.StreamPosition}), so that the order of
 * the stream is the order of ids, and a range of ids or times is a range of the stream. Streams only grow at their top,
 * though: an entry that arrives late, because another node was faster, takes the next place at the top, and the sorted
 * set {@code …:late} says where it is. The set {@code …:task:NAME} does the same for all entries of a task. Reading
 * merges the sequences, each ordered by id, page by page:
 *
 * <pre>
 *   asyncz:logs              1-1  1-7  2-0  3-4  [1-9 at 3-5]  4-2     the stream
 *   asyncz:logs:late                                 1-9 → 3-5        who is not in their own place
 *   asyncz:logs:task:a            1-7       3-4                        who belongs to task a
 *   asyncz:logs:skew         ahead 12, behind 850                      how far ts and id lie apart, at most, in ms
 * </pre>
 *
 * <p>One Lua script adds a batch ({@link dev.asyncz.agent.storage.redis.Scripts}), evicts the oldest, and keeps the sets
 * in step with the stream. Being atomic, it may be sent again after any failure, even while the first copy is still on
 * its way: an entry that is there already is passed over.
 */
@NullMarked
package dev.asyncz.agent.storage.redis;

import org.jspecify.annotations.NullMarked;
