package dev.asyncz.agent.dashboard.view;

/** One of several things to pick in a form. */
public record FormOption(String value, String label, boolean chosen) {}
