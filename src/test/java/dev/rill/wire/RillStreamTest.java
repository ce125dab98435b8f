package dev.rill.wire;

class RillStreamTest extends StreamContract {

    RillStreamTest() {
        super(new RillDialect());
    }
}
