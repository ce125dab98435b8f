package dev.rill.model.fake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The fake by hand: {@code FakeModelMain [port [milliseconds a token]]}. Set {@code OPENAI_BASE_URL} to what it prints.
 * {@link DemoAnswers} tells which words in a question choose a fault.
 */
public final class FakeModelMain {
    private FakeModelMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 9000;
        Duration delay = Duration.ofMillis(args.length > 1 ? Long.parseLong(args[1]) : 40);
        try (FakeModel model = FakeModel.start(port).withoutRecording().byDefault(new DemoAnswers(delay))) {
            System.out.println("OPENAI_BASE_URL=" + model.baseUrl());
            new CountDownLatch(1).await();
        }
    }
}
