/**
 * The way to the servers: which of them takes what is written now, and what an answer of it means.
 *
 * <p>A primary may become a replica, its name may come to mean another machine, and whoever is connected notices nothing.
 * So a server's word that it is not the one (READONLY and the like) ends all connections to it, the name is resolved anew
 * or the sentinels are asked again, and a reader that never writes asks now and then whether it could.
 */
@NullMarked
package dev.asyncz.agent.storage.redis.connection;

import org.jspecify.annotations.NullMarked;
