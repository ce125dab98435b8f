package dev.rill.model.openai;

import dev.rill.model.ModelFault;

/** An exchange with the model server that is not an answer in a stream failed; its message names no content. */
public final class ModelFaultException extends RuntimeException {
    private final ModelFault fault;

    ModelFaultException(ModelFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public ModelFault fault() {
        return fault;
    }
}
