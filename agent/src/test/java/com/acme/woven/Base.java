package com.acme.woven;

/** A class with a constructor that has to be called. */
public class Base {
    protected Base(String name) {
        Trace.note("base", name);
    }
}
