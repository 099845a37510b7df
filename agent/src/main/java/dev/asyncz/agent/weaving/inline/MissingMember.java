package dev.asyncz.agent.weaving.inline;

/** A version of a library lacks a method that a hook needs. Switches that hook off, and nothing else. */
public final class MissingMember extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param member as a sentence goes on: "this version has no …" */
    public MissingMember(String member) {
        super(member, null, false, false);
    }
}
