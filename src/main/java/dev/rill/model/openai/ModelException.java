package dev.rill.model.openai;

import dev.rill.model.ModelFault;

/** An exchange with the model server that is not an answer in a stream failed; its message names no content. */
public final class ModelException extends RuntimeException {
    private final ModelFault fault;

    ModelException(ModelFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public ModelFault fault() {
        return fault;
    }
}
