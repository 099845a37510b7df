package dev.asyncz.agent.alerts.delivery;

import java.time.Duration;

/**
 * What came of one attempt.
 *
 * @param isTaken whether the receiver has it
 * @param isFinal whether another attempt would come to the same
 * @param retryAfter how long the receiver wants to be left alone; zero where it does not say
 * @param words for people: "200", "429 Too Many Requests", "no answer within 10 s"
 */
record DeliveryResult(boolean isTaken, boolean isFinal, Duration retryAfter, String words) {

    static DeliveryResult failed(String words) {
        return new DeliveryResult(false, false, Duration.ZERO, words);
    }
}
