package com.acme.attach;

import java.util.logging.LogManager;

/** Named by a system property: comes too late once anything has touched java.util.logging. */
public final class CustomLogManager extends LogManager {}
