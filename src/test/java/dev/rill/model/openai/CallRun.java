package dev.rill.model.openai;

import dev.rill.launch.Guard;
import dev.rill.model.ModelCall;
import dev.rill.model.ModelClient;
import dev.rill.model.ModelEvent;
import dev.rill.model.ModelFault;
import dev.rill.model.ModelRequest;
import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call on a virtual thread of its own, with a thread that looks after its deadlines. */
final class CallRun {
    private final List<ModelEvent> events = new ArrayList<>();
    private final BlockingQueue<ModelEvent> arriving = new LinkedBlockingQueue<>();
    private final CompletableFuture<Cancellation> cancellation = new CompletableFuture<>();
    private final CompletableFuture<Duration> ended = new CompletableFuture<>();
    private volatile Thread caller;

    static CallRun start(ModelClient client, ModelRequest request) {
        return start(client, request, () -> { });
    }

    /** @param beforeWaiting what the cancellation runs before each wait */
    static CallRun start(ModelClient client, ModelRequest request, Runnable beforeWaiting) {
        CallRun run = new CallRun();
        run.caller = Thread.ofVirtual().start(() -> run.run(client, request, beforeWaiting));
        Thread.ofVirtual().start(run::watch);
        return run;
    }

    /** Waits for the end of the call; its duration. Throws what the call threw. */
    Duration awaitEnd() {
        try {
            return ended.get(Guard.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        }
    }

    /** The next event, as soon as the call has returned it. */
    ModelEvent take() throws InterruptedException {
        ModelEvent event = arriving.poll(Guard.SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /** Whether the call's thread waits for something at this moment. */
    boolean waiting() {
        Thread.State state = caller.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    Cancellation cancellation() {
        return cancellation.join();
    }

    List<ModelEvent> events() {
        awaitEnd();
        return events;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (ModelEvent event : events()) {
            if (event instanceof ModelEvent.Text(String content)) {
                text.append(content);
            }
        }
        return text.toString();
    }

    ModelFault fault() {
        ModelEvent last = events().getLast();
        if (last instanceof ModelEvent.Failed(ModelFault fault)) {
            return fault;
        }
        throw new AssertionError("the call did not fail: " + events);
    }

    ModelEvent.Finished finished() {
        ModelEvent last = events().getLast();
        if (last instanceof ModelEvent.Finished finished) {
            return finished;
        }
        throw new AssertionError("the call did not finish: " + events);
    }

    private void run(ModelClient client, ModelRequest request, Runnable beforeWaiting) {
        long begun = System.nanoTime();
        Cancellation mine = new Cancellation();
        mine.beforeWaiting(beforeWaiting);
        cancellation.complete(mine);
        try (ModelCall call = client.call(request, mine)) {
            for (ModelEvent event = call.next(); ; event = call.next()) {
                events.add(event);
                arriving.add(event);
                if (event instanceof ModelEvent.Finished || event instanceof ModelEvent.Failed) {
                    break;
                }
            }
        } catch (Throwable e) {
            ended.completeExceptionally(e);
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            ended.completeExceptionally(new AssertionError("the interrupt flag is set"));
        }
        ended.complete(Duration.ofNanos(System.nanoTime() - begun));
    }

    private void watch() {
        Cancellation mine = cancellation.join();
        while (!ended.isDone()) {
            try {
                ended.get(2, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                mine.expire(System.nanoTime());
            } catch (InterruptedException | ExecutionException e) {
                return;
            }
        }
    }
}
