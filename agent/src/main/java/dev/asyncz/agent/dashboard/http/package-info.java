/** What a request and a response are, who may ask, and which handler answers: knows nothing of what the pages show. */
@NullMarked
package dev.asyncz.agent.dashboard.http;

import org.jspecify.annotations.NullMarked;
