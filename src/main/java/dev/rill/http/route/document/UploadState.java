package dev.rill.http.route.document;

import dev.rill.http.response.Json;
import dev.rill.retrieval.index.DocumentIndex;
import dev.rill.retrieval.upload.Upload;
import dev.rill.retrieval.upload.Uploads;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far an upload is. Immutable.
 *
 * @param reason why it is so, where there is more to say; completes "it …" of one that is left out
 */
record UploadState(Step step, Optional<String> reason) {

    /** In the order in which an upload goes through them; one of the last two is the end. */
    enum Step {
        /** It is kept, and will be read whatever happens to the server. */
        ACCEPTED,
        /** The virus scanner has found nothing. */
        SCANNED,
        /** Questions find it, whichever server they come to. */
        INDEXED,
        /** It cannot be read. */
        LEFT_OUT;

        String told() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean last() {
            return switch (this) {
                case ACCEPTED, SCANNED -> false;
                case INDEXED, LEFT_OUT -> true;
            };
        }
    }

    static UploadState of(Upload upload, Uploads uploads, DocumentIndex index) {
        if (upload.refused().isPresent()) {
            return new UploadState(Step.LEFT_OUT, upload.refused());
        }
        if (uploads.waits(upload)) {
            return new UploadState(Step.ACCEPTED, uploads.scanFault(upload));
        }
        if (index.finds(upload.path()) && uploads.foundByAll(upload)) {
            return new UploadState(Step.INDEXED, Optional.empty());
        }
        Optional<String> leftOut = index.leftOut(upload.path());
        return leftOut.isPresent() ? new UploadState(Step.LEFT_OUT, leftOut)
                : new UploadState(upload.scanned() ? Step.SCANNED : Step.ACCEPTED, Optional.empty());
    }

    ObjectNode json(Upload upload) {
        ObjectNode json = Json.object()
                .put("id", upload.id())
                .put("path", upload.path())
                .put("name", upload.name())
                .put("bytes", upload.bytes())
                .put("received", Json.timestamp(upload.received()))
                .put("state", step.told());
        upload.threadId().ifPresent(thread -> json.put("threadId", thread));
        reason.ifPresent(why -> json.put("reason", why));
        return json;
    }
}
