package dev.asyncz.agent.weaving;

/** A version of a library lacks a method that a hook needs. Switches that hook off, and nothing else. */
final class MissingMember extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingMember(String member) {
        super(member, null, false, false);
    }
}
