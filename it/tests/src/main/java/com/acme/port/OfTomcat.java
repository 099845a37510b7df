package com.acme.port;

import java.net.InetSocketAddress;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat without applications. */
final class OfTomcat {
    private OfTomcat() {}

    static AutoCloseable start(InetSocketAddress address) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("tomcat");
        tomcat.setPort(address.getPort());
        tomcat.getConnector().setProperty("address", address.getHostString());
        tomcat.getConnector().setThrowOnFailure(true);
        tomcat.start();
        return () -> {
            tomcat.stop();
            tomcat.destroy();
        };
    }
}
