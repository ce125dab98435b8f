package dev.rill;

import dev.rill.config.RillConfig;
import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Starts a server that speaks protocols of tests beside its own. */
public final class MoreProtocols {

    private MoreProtocols() {
    }

    public static Rill start(RillConfig config, List<Function<ProtocolContext, Protocol>> more) {
        List<Function<ProtocolContext, Protocol>> all = new ArrayList<>(Protocols.of(config.server()));
        all.addAll(more);
        return Rill.start(config, all);
    }
}
