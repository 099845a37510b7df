package dev.asyncz.bootstrap.naming;

/**
 * The libraries that an application is made of, and what is to be known of each: the only list of them. Those that have
 * a hook of their own say the same beside that hook, and are added when the agent starts.
 *
 * <p>A library is the beginning of the names of its classes. What it does by its own schedule is housekeeping, and its
 * frames are folded in stack traces, unless a word behind it says otherwise; the words are those of {@link Libraries}.
 * One paragraph for each kind of library.
 */
final class LibraryList {
    static final String WORDS = """
            java. +wraps javax. +wraps jdk. +wraps sun. +between com.sun. +between jakarta. -housekeeping
            java.lang.VirtualThread +plumbing java.util.concurrent.CompletableFuture$ +plumbing
            jdk.internal.net.http. +own-threads dev.asyncz. -housekeeping dev.asyncz.bootstrap. -housekeeping +between

            org.jboss. org.wildfly. io.helidon. io.dropwizard. grails. org.grails. org.osgi. org.apache.felix.
            org.eclipse.equinox. org.eclipse.osgi. com.ibm.ws. io.openliberty.
            org.apache. -housekeeping org.eclipse. -housekeeping io.smallrye. -housekeeping

            org.apache.catalina. org.apache.coyote. org.apache.tomcat. org.eclipse.jetty. io.undertow. org.xnio.
            io.netty. +own-threads io.vertx. io.grpc. org.asynchttpclient. org.apache.sshd. feign. -housekeeping
            okhttp3. retrofit2. -housekeeping okhttp3.internal.concurrent. +own-threads
            okhttp3.ConnectionPool +own-threads okhttp3.internal.connection.RealConnectionPool +own-threads
            okio. +own-threads org.apache.http. org.apache.http.impl. +own-threads
            org.apache.hc. org.apache.hc.client5.http.impl. +own-threads org.apache.hc.core5. +own-threads

            reactor. reactor.core. +plumbing io.reactivex. rx. org.reactivestreams. -housekeeping

            com.zaxxer. -housekeeping com.zaxxer.hikari. +own-threads org.apache.commons.pool +own-threads
            org.apache.commons.dbcp +own-threads org.apache.tomcat.jdbc. +own-threads
            com.mchange. com.mchange.v2. +own-threads io.agroal. +own-threads io.r2dbc.
            org.postgresql. +own-threads com.mysql. +own-threads org.mariadb. +own-threads
            oracle. oracle.jdbc. +own-threads oracle.net. +own-threads com.microsoft.sqlserver. +own-threads
            org.h2. +own-threads org.hsqldb. +own-threads com.mongodb. +own-threads
            com.datastax. org.neo4j. org.hibernate. org.flywaydb.

            io.lettuce. redis.clients. +own-threads org.redisson. com.hazelcast. org.infinispan. org.jgroups.
            org.ehcache. net.sf.ehcache. com.github.benmanes.caffeine. org.apache.ignite. net.spy.

            org.apache.kafka. com.rabbitmq. org.apache.activemq. org.apache.pulsar. org.apache.qpid. io.nats.
            org.apache.camel. org.apache.camel.component. -housekeeping
            com.ibm.mq. com.lmax. akka. org.apache.pekko.

            org.elasticsearch. co.elastic. org.opensearch. org.apache.lucene. org.apache.solr.

            org.apache.zookeeper. org.apache.curator. com.ecwid.consul. io.fabric8. io.kubernetes. com.alibaba.nacos.
            io.etcd. com.netflix.appinfo. com.netflix.archaius. com.netflix.client. com.netflix.config.
            com.netflix.discovery. com.netflix.dyno. com.netflix.evcache. com.netflix.hystrix.
            com.netflix.loadbalancer. com.netflix.niws. com.netflix.servo. com.netflix.spectator.

            com.amazonaws. software.amazon. com.azure. com.microsoft.azure. com.google.api. com.google.cloud.
            com.google.auth.

            io.micrometer. io.micrometer.context. +wraps io.micrometer.core.instrument. +wraps com.codahale.metrics.
            com.yammer.metrics. org.apache.spark. org.camunda.bpm.engine.impl.metrics. io.prometheus.
            io.opentelemetry. io.opentelemetry.context. +wraps zipkin2. brave. com.datadog. datadog. com.newrelic. io.sentry. com.launchdarkly. io.getunleash.
            com.alibaba.ttl. -housekeeping -folded +wraps

            kotlinx. kotlin. scala. groovy. clojure. org.codehaus. -housekeeping org.codehaus.groovy.
            org.aspectj. -housekeeping net.bytebuddy. -housekeeping net.sf.cglib. -housekeeping
            com.fasterxml. -housekeeping org.junit. -housekeeping org.mockito. -housekeeping
            """;

    private LibraryList() {}
}
