package com.acme.osgi;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts the application as a bundle. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        new Inside().run();
    }

    @Override
    public void stop(BundleContext context) {
        // The bundle ends with the JVM.
    }
}
