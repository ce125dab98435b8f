package dev.rill;

import dev.rill.wire.Protocol;
import dev.rill.wire.ProtocolContext;
import dev.rill.wire.rill.RillProtocol;
import java.util.List;
import java.util.function.Function;

/** The list of the protocols that the server speaks: one line each. */
final class Protocols {
    static final List<Function<ProtocolContext, Protocol>> ALL = List.of(
            RillProtocol::new);

    private Protocols() {
    }
}
