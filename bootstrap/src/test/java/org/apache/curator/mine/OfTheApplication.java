package org.apache.curator.mine;

/** Stands for a class of an application in a package that a library has elsewhere. */
public final class OfTheApplication {
    private OfTheApplication() {}
}
