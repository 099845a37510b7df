package dev.asyncz.agent.alerts.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final DeliveryResult TAKEN = new DeliveryResult(true, false, Duration.ZERO, "200 OK");
    private static final DeliveryResult DOWN = DeliveryResult.failed("Connection refused");

    private final List<String> said = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();
    private final Deque<DeliveryResult> answers = new ArrayDeque<>();
    private final Later clock = new Later();
    private final Outbox outbox = new Outbox(
            List.of("https://a.example/hook?key=s3cret", "https://b.example/{task}"), clock, this::post, said::add);

    @Test
    void should_bring_each_message_to_each_receiver_once_in_order_and_in_turn() {
        outbox.put(message("1"));
        outbox.put(message("2"));

        outbox.deliver();
        outbox.deliver();

        assertEquals(List.of("a 1", "b 1", "a 2", "b 2"), posted);
        assertEquals(4, outbox.sent());
        assertEquals(0, outbox.waiting());
    }

    @Test
    void should_try_again_with_pauses_until_a_receiver_is_back_and_hold_up_no_other() {
        answers.add(DOWN);
        outbox.put(message("1"));
        outbox.deliver();
        outbox.deliver();
        assertEquals(List.of("a 1", "b 1"), posted);
        assertEquals(
                List.of("a.example takes no message (" + DOWN.words() + "): 1 waiting, the first after 1 attempt"),
                outbox.troubles());

        clock.pass(Duration.ofSeconds(2));
        outbox.deliver();

        assertEquals(List.of("a 1", "b 1", "a 1"), posted);
        assertEquals(List.of(), outbox.troubles());
        assertEquals(2, outbox.deliveries().get(0).attempts());
        assertEquals(List.of(), said);
    }

    @Test
    void should_leave_a_receiver_alone_for_as_long_as_it_says() {
        answers.add(new DeliveryResult(false, false, Duration.ofSeconds(90), "429 Too Many Requests"));
        outbox.put(message("1"));
        outbox.deliver();

        clock.pass(Duration.ofSeconds(89));
        outbox.deliver();
        assertEquals(List.of("a 1", "b 1"), posted);

        clock.pass(Duration.ofSeconds(2));
        outbox.deliver();
        assertEquals(List.of("a 1", "b 1", "a 1"), posted);
    }

    @Test
    void should_give_up_after_a_quarter_of_an_hour_and_say_so_without_the_address() {
        outbox.put(message("1"));
        for (int i = 0; i < 20; i++) {
            answers.clear();
            answers.add(DOWN);
            outbox.deliver();
            clock.pass(Duration.ofMinutes(1).plusSeconds(12));
        }

        assertEquals(1, outbox.failed());
        assertEquals(0, outbox.waiting());
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("alert not sent to a.example after "), said::toString);
        assertTrue(!said.get(0).contains("s3cret"), said::toString);
    }

    @Test
    void should_not_repeat_what_a_receiver_refuses() {
        answers.add(new DeliveryResult(false, true, Duration.ZERO, "403 Forbidden"));
        outbox.put(message("1"));

        outbox.deliver();
        clock.pass(Duration.ofMinutes(5));
        outbox.deliver();

        assertEquals(List.of("a 1", "b 1"), posted);
        assertEquals(1, outbox.failed());
        assertEquals("403 Forbidden", outbox.deliveries().get(1).answer());
    }

    @Test
    void should_count_and_say_what_finds_no_room() {
        for (int i = 0; i < 1_001; i++) {
            outbox.put(message("" + i));
        }

        assertEquals(2, outbox.failed());
        assertEquals(2_000, outbox.waiting());
        assertEquals(2, said.size());
    }

    @Test
    void should_put_the_slug_and_what_follows_into_the_address() {
        Receiver receiver = new Receiver("https://hc.example/ping/KEY/{task}?create=1");

        assertEquals(
                "https://hc.example/ping/KEY/nightly/fail?rid=7&create=1",
                receiver.uri(new Message("", "nightly", "/fail?rid=7", "", "", "", ""))
                        .toString());
        assertEquals(
                "https://hc.example/ping/KEY/nightly?create=1",
                receiver.uri(new Message("", "nightly", "", "", "", "", "")).toString());
        assertEquals("hc.example", receiver.name());
    }

    private DeliveryResult post(URI address, Message message) {
        posted.add(address.getHost().charAt(0) + " " + message.title());
        return address.getHost().startsWith("a") && !answers.isEmpty() ? answers.remove() : TAKEN;
    }

    private static Message message(String title) {
        return new Message(title, "task", "", "application/json", "{}", title, "");
    }
}
