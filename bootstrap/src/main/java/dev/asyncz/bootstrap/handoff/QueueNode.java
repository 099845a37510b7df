package dev.asyncz.bootstrap.handoff;

import org.jspecify.annotations.Nullable;

/**
 * A node of a linked queue that says, too, for whom its work waits. There is one class of this kind, made by the agent
 * beside the JDK's own nodes: it takes the place of one of them, and is lost with whatever makes the queue lose that.
 */
public interface QueueNode {
    /**
     * A node for what is in another one, which is in no queue yet.
     *
     * @param node one of the JDK's
     * @param binding for whom it waits
     */
    QueueNode insteadOf(Object node, Object binding);

    /** For whom the work waited that has just left the node, which forgets it: as the head of its queue it may stay. */
    @Nullable
    Object take();
}
