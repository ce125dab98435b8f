package dev.rill.http.metrics;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * What the scheduler of virtual threads says of itself. Helidon's own figures of them come from a flight recording,
 * which writes files all the time; where the disk is full, that ends the virtual machine.
 */
public final class VirtualThreadMeters {

    private VirtualThreadMeters() {
    }

    /** After the server's configuration was made: meters register with what it says. */
    public static void register(MeterRegistry registry) {
        VirtualThreadSchedulerMXBean scheduler =
                ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        registry.getOrCreate(Gauge.builder("vthreads.mounted", scheduler::getMountedVirtualThreadCount)
                .description("Virtual threads that run on a platform thread"));
        registry.getOrCreate(Gauge.builder("vthreads.queued", scheduler::getQueuedVirtualThreadCount)
                .description("Virtual threads that wait for a platform thread"));
        registry.getOrCreate(Gauge.builder("vthreads.carriers", scheduler::getPoolSize)
                .description("Platform threads that run virtual ones"));
    }
}
