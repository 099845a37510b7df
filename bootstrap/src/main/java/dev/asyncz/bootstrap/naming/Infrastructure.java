package dev.asyncz.bootstrap.naming;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/** The libraries, and other agents, whose tasks and threads are housekeeping of their own, and nobody's business logic. */
public final class Infrastructure {
    /** By the beginning of the name of a class. One paragraph for each kind of library. */
    private static final String LIBRARIES = """
            java. javax. jdk. sun. com.sun.

            org.springframework. io.micronaut. io.quarkus. org.jboss. org.wildfly. org.apache.openejb.
            org.apache.tomee. io.helidon. io.dropwizard. grails. org.grails. org.osgi. org.apache.felix.

            org.quartz. org.jobrunr. com.github.kagkarlsson. net.javacrumbs.shedlock.

            org.apache.catalina. org.apache.coyote. org.apache.tomcat. org.eclipse.jetty. io.undertow. org.xnio.
            io.netty. io.vertx. io.grpc. okhttp3. okio. org.apache.http. org.apache.hc. org.asynchttpclient.
            org.glassfish. fish.payara.

            reactor. io.reactivex. rx.

            com.zaxxer.hikari. org.apache.commons.pool org.apache.commons.dbcp com.mchange. io.agroal. io.r2dbc.
            org.postgresql. com.mysql. org.mariadb. oracle. com.microsoft.sqlserver. org.h2. org.hsqldb. com.mongodb.
            com.datastax. org.neo4j. org.hibernate. org.flywaydb.

            io.lettuce. redis.clients. org.redisson. com.hazelcast. org.infinispan. org.jgroups. org.ehcache.
            net.sf.ehcache. com.github.benmanes.caffeine. org.apache.ignite. net.spy.

            org.apache.kafka. com.rabbitmq. org.apache.activemq. org.apache.pulsar. org.apache.qpid. io.nats.
            org.apache.camel. com.ibm.mq. com.lmax. akka. org.apache.pekko.

            org.elasticsearch. co.elastic. org.opensearch. org.apache.lucene. org.apache.solr.

            org.apache.zookeeper. org.apache.curator. com.netflix. com.ecwid.consul. io.fabric8. io.kubernetes.
            com.alibaba.nacos. io.etcd.

            com.amazonaws. software.amazon. com.azure. com.microsoft.azure. com.google.api. com.google.cloud.
            com.google.auth. com.google.common.

            io.micrometer. com.codahale.metrics. com.yammer.metrics. io.prometheus. io.opentelemetry. zipkin2. brave.
            com.datadog. datadog. com.newrelic. io.sentry. com.launchdarkly. io.getunleash.

            org.apache.logging. ch.qos.logback. org.slf4j.

            kotlinx. kotlin. scala. groovy. org.codehaus.groovy. clojure.
            """;

    /** Sorted: what begins with one of them comes right after it. */
    private static final String[] PREFIXES = sorted('.');

    private static final String[] FOLDERS = sorted('/');

    private Infrastructure() {}

    /** Whether a class, or a method or a place within one, belongs to a library of the list or to another agent. */
    public static boolean owns(String name) {
        return startsWithOne(PREFIXES, name) || OtherAgents.owns(name);
    }

    /** As {@link #owns}, for the internal name of a class. */
    public static boolean ownsClassFile(String name) {
        return startsWithOne(FOLDERS, name);
    }

    /** None of the list begins with another one, so that there is but one to compare with. */
    private static boolean startsWithOne(String[] sorted, String name) {
        int at = Arrays.binarySearch(sorted, name);
        return at >= 0 || (at < -1 && name.startsWith(sorted[-at - 2]));
    }

    private static String[] sorted(char separator) {
        List<String> prefixes = new ArrayList<>();
        for (StringTokenizer each = new StringTokenizer(LIBRARIES.replace('.', separator)); each.hasMoreTokens(); ) {
            prefixes.add(each.nextToken());
        }
        String[] sorted = prefixes.toArray(new String[0]);
        Arrays.sort(sorted);
        return sorted;
    }
}
