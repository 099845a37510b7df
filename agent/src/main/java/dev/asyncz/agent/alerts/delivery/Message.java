package dev.asyncz.agent.alerts.delivery;

/**
 * What is sent.
 *
 * @param title one line for the page and for standard error
 * @param slug what {@code {task}} in an address stands for; empty where none does
 * @param path what follows the receiver's address; empty for nothing
 * @param type the body's content type
 * @param body empty for a request without one
 * @param id the same for each attempt, so that a receiver may pass over what it has already
 * @param replaces a message that waits with the same text is taken back for this one; empty for none
 */
public record Message(String title, String slug, String path, String type, String body, String id, String replaces) {}
