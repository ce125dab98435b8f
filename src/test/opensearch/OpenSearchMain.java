import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * OpenSearch itself, with HTTP and without plugins: run as {@code java -cp … OpenSearchMain.java FOLDER}. It says its
 * port, and ends with its standard input.
 */
final class OpenSearchMain {

    private static final class WithPlugins extends Node {
        WithPlugins(Environment environment, Collection<Class<? extends Plugin>> plugins) {
            super(environment, plugins.stream().map(plugin -> new PluginInfo(plugin.getName(), "", "NA",
                    Version.CURRENT, "21", plugin.getName(), null, List.of(), false)).toList(), false);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.builder()
                .put("path.home", arguments[0])
                .put("node.name", "test")
                .put("cluster.name", "test")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("transport.type", "netty4")
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("http.port", "0")
                .put("node.store.allow_mmap", false)
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        try (Node node = new WithPlugins(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null,
                () -> "test"), List.of(Netty4ModulePlugin.class))) {
            node.start();
            System.out.println("listens on " + node.injector().getInstance(HttpServerTransport.class).boundAddress()
                    .publishAddress().getPort());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
