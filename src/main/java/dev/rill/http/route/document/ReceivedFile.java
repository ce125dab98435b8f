package dev.rill.http.route.document;

import dev.rill.http.body.ContentDisposition;
import dev.rill.http.body.MultipartBody;
import dev.rill.http.message.MessageFault;
import dev.rill.http.problem.Problem;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import dev.rill.http.response.QueryParameters;
import dev.rill.retrieval.upload.Receiving;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The file in a request's body, and what is said of it: the one file of a form ({@code multipart/form-data}), or the
 * whole body, whose name stands in the query or in {@code Content-Disposition}. It is written as it comes. Immutable.
 *
 * @param name     as the client calls it
 * @param threadId that it is added to
 * @param stopped  why no more of it was taken, where that is so
 */
record ReceivedFile(String name, Optional<String> threadId, Optional<Receiving.Outcome> stopped) {
    private static final int PIECE = 32 * 1024;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_FIELD = 1000;
    private static final int LONGEST_BOUNDARY = 70;
    private static final String FORM_FIELD = "threadId";
    private static final String ONE_FILE = "Send one file: as a form's field (curl -F file=@report.pdf), or as the "
            + "body with its name in the query (curl --data-binary @report.pdf …?name=report.pdf)";

    /** @throws ProblemException where the request is not as it should be, or breaks off */
    static ReceivedFile of(ServerRequest request, Receiving receiving) throws IOException {
        try {
            Optional<String> boundary = boundary(request);
            return boundary.isPresent() ? form(request, boundary.get(), receiving) : body(request, receiving);
        } catch (MultipartBody.MalformedException e) {
            throw invalid(e.getMessage());
        } catch (RequestException e) {
            throw e.status().code() == 413 ? tooLarge() : invalid(MessageFault.saying(e.getMessage())
                    .map(MessageFault::detail).orElse("The body ends early or its chunks are malformed"));
        } catch (HttpException e) {
            throw tooLarge();
        } catch (DataReader.InsufficientDataAvailableException | DataReader.IncorrectNewLineException e) {
            throw invalid("The body ends early or its chunks are malformed");
        }
    }

    private static Optional<String> boundary(ServerRequest request) {
        Optional<HttpMediaType> type;
        try {
            type = request.headers().contentType();
        } catch (HttpException | IllegalArgumentException e) {
            return Optional.empty(); // what the body is, is told by the body
        }
        return type.filter(known -> known.type().equalsIgnoreCase("multipart")).map(form -> {
            String boundary = form.parameters().getOrDefault("boundary", "");
            if (!form.subtype().equalsIgnoreCase("form-data") || boundary.isEmpty()
                    || boundary.length() > LONGEST_BOUNDARY) {
                throw invalid("A form is multipart/form-data, with a boundary of up to 70 characters");
            }
            return boundary;
        });
    }

    private static ReceivedFile body(ServerRequest request, Receiving receiving) throws IOException {
        String name = QueryParameters.text(request, "name", LONGEST_NAME)
                .or(() -> request.headers().contains(HeaderNames.CONTENT_DISPOSITION) ? ContentDisposition.of(
                        request.headers().get(HeaderNames.CONTENT_DISPOSITION).get()).fileName() : Optional.empty())
                .orElseThrow(() -> invalid(ONE_FILE));
        Optional<String> threadId = DocumentAddress.thread(request);
        return new ReceivedFile(name, threadId, request.content().hasEntity()
                ? copy(request.content().inputStream(), receiving) : Optional.empty());
    }

    private static ReceivedFile form(ServerRequest request, String boundary, Receiving receiving) throws IOException {
        Optional<String> name = QueryParameters.text(request, "name", LONGEST_NAME);
        Optional<String> threadId = DocumentAddress.thread(request);
        if (!request.content().hasEntity()) {
            throw invalid(ONE_FILE);
        }
        MultipartBody form = new MultipartBody(request.content().inputStream(), boundary);
        boolean come = false;
        for (Optional<MultipartBody.Part> next = form.next(); next.isPresent(); next = form.next()) {
            MultipartBody.Part part = next.get();
            if (part.fileName().isPresent()) {
                if (come) {
                    throw invalid("One request takes one file");
                }
                come = true;
                name = name.or(part::fileName);
                Optional<Receiving.Outcome> stopped = copy(part.content(), receiving);
                if (stopped.isPresent()) {
                    return new ReceivedFile(name.orElseThrow(), threadId, stopped);
                }
            } else if (part.name().equals(FORM_FIELD)) {
                String value = new String(part.content().readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8);
                threadId = value.isEmpty() ? threadId : Optional.of(DocumentAddress.thread(value));
            }
        }
        if (!come) {
            throw invalid(ONE_FILE);
        }
        return new ReceivedFile(name.orElseThrow(), threadId, Optional.empty());
    }

    private static Optional<Receiving.Outcome> copy(InputStream in, Receiving receiving) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            Optional<Receiving.Outcome> stopped = receiving.write(piece, count);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail).exception();
    }

    private static ProblemException tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, MessageFault.BODY_TOO_LARGE.detail()).exception();
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "ReceivedFile[threadId=" + threadId + ", stopped=" + stopped + "]";
    }
}
