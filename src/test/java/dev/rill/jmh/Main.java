package dev.rill.jmh;

import dev.rill.bench.Table;
import dev.rill.launch.ToolSettings;
import java.util.Collection;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the JMH benchmarks and prints their times and what they allocate. Run by the build:
 * {@code mvn -q -Dtool=jmh verify}.
 */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) throws RunnerException {
        ToolSettings given = new ToolSettings(arguments);
        TimeValue each = TimeValue.seconds(given.number("jmh.seconds"));
        int iterations = given.number("jmh.iterations");
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(given.text("jmh.benchmarks"))
                .jvmArgsAppend("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--add-modules=jdk.incubator.vector")
                .forks(given.number("jmh.forks")).warmupIterations(iterations).warmupTime(each)
                .measurementIterations(iterations).measurementTime(each)
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).build()).run();
        Table table = new Table("One at a time, in one thread", "piece", "", "ns", "+- ns", "bytes allocated");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            table.row(name(result.getParams()), parameters(result.getParams()), time.getScore(), time.getScoreError(),
                    allocated == null ? Double.NaN : allocated.getScore());
        }
        table.print();
    }

    private static String name(BenchmarkParams run) {
        return run.getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.(\\w+)", "$1 $2");
    }

    private static String parameters(BenchmarkParams run) {
        return run.getParamsKeys().stream().map(key -> run.getParam(key).replace("\n", "\\n"))
                .collect(Collectors.joining(" "));
    }
}
