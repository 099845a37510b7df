package com.acme.ee;

import com.acme.Life;
import jakarta.ejb.embeddable.EJBContainer;
import java.io.File;
import java.net.URL;
import java.util.Map;

/** {@link Reports} in a container within the program, and {@link Managed} beside it. */
public final class Embedded {
    private Embedded() {}

    /** The container's usual security needs a policy, which the newest JDKs no longer have. */
    public static void main(String[] args) throws Exception {
        URL here = Embedded.class.getProtectionDomain().getCodeSource().getLocation();
        EJBContainer.createEJBContainer(Map.of(
                EJBContainer.MODULES,
                new File(here.toURI()),
                "SecurityService",
                "new://SecurityService?class-name=org.apache.openejb.ri.sp.PseudoSecurityService"));
        Managed.start();
        Life.untilInputEnds();
    }
}
