package dev.rill.http.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.metrics.api.MeterRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The virtual machine and its process under the names that dashboards look for: {@code jvm_*} as Micrometer names
 * them, and {@code process_*} as Prometheus' own clients do (instrumentation guide, process metrics). Registered once;
 * any thread reads them.
 */
public final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    private ProcessMeters() {
    }

    /** After the server's configuration was made. They end with the process; a second call adds none. */
    public static void register(MeterRegistry registry) {
        io.micrometer.core.instrument.MeterRegistry meters =
                registry.unwrap(io.micrometer.core.instrument.MeterRegistry.class);
        if (meters.find("jvm.memory.used").meter() != null) {
            return;
        }
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new JvmInfoMetrics().bindTo(meters);
        new JvmCompilationMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        collections(meters);
        process(meters);
    }

    /** It listens for collections for as long as the process lives, so that nobody closes it. */
    @SuppressWarnings("resource")
    private static void collections(io.micrometer.core.instrument.MeterRegistry meters) {
        new JvmGcMetrics().bindTo(meters);
    }

    private static void process(io.micrometer.core.instrument.MeterRegistry meters) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system,
                    s -> (double) s.getProcessCpuTime() / TimeUnit.SECONDS.toNanos(1))
                    .baseUnit("seconds").description("Processor time that the process has used").register(meters);
            gauge(meters, "process.virtual.memory.bytes", "Address space of the process", system,
                    OperatingSystemMXBean::getCommittedVirtualMemorySize);
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            gauge(meters, "process.open.fds", "File descriptors that are open", unix,
                    UnixOperatingSystemMXBean::getOpenFileDescriptorCount);
            gauge(meters, "process.max.fds", "File descriptors that may be open", unix,
                    UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
        }
        if (Files.isReadable(STATUS)) {
            gauge(meters, "process.resident.memory.bytes", "Memory of the process", STATUS, ProcessMeters::resident);
        }
    }

    private static <T> void gauge(io.micrometer.core.instrument.MeterRegistry meters, String name, String description,
                                  T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).strongReference(true).register(meters);
    }

    /** Linux (proc(5)): {@code VmRSS: 123456 kB}. */
    private static double resident(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIB).findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
