package dev.rill.http.body;

import dev.rill.http.problem.Problem;
import dev.rill.http.problem.Problem.MemberError;
import dev.rill.http.problem.ProblemCode;
import dev.rill.http.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON (RFC 8259) from strangers: strict UTF-8, with a byte order mark before it or without, one value and nothing
 * after it, no member twice, no NUL and no half surrogate pair in any text, and bounds on depth and numbers. What is
 * not so is a problem that says where. Any thread.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NUMBER_CHARS = 400;
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final JsonPointer WHOLE = JsonPointer.empty();

    private final JsonMapper mapper;

    /** @param maxChars of one text */
    public StrictJson(int maxChars) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .maxNameLength(Math.min(maxChars, 10_000))
                        .maxStringLength(maxChars)
                        .build())
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @throws ProblemException with {@link ProblemCode#INVALID_REQUEST} */
    public JsonNode read(byte[] bytes, int length) {
        String text = decode(bytes, length);
        try (JsonParser parser = mapper.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    throw invalid(WHOLE, "The body is empty");
                }
                JsonNode node = mapper.readTree(parser);
                if (parser.nextToken() != null) {
                    throw invalid(WHOLE, "Something follows the JSON value, at " + place(parser.currentLocation()));
                }
                check(node, WHOLE);
                return node;
            } catch (StreamConstraintsException e) {
                throw invalid(at(parser), "Nested deeper than " + MAX_DEPTH + " or a number, name or text too long");
            } catch (NumberFormatException e) {
                throw invalid(at(parser), "The number's exponent is out of range");
            } catch (MismatchedInputException e) { // the one fault that a tree can have where the JSON has none
                throw invalid(at(parser), "The member is there twice");
            } catch (JacksonException e) {
                throw invalid(at(parser), "Malformed JSON at " + place(e.getLocation()));
            }
        }
    }

    private static String decode(byte[] bytes, int length) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid(WHOLE, "The body is not UTF-8");
        }
    }

    private static void check(JsonNode node, JsonPointer at) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                checkText(member.getKey(), at);
                check(member.getValue(), at.appendProperty(member.getKey()));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), at.appendIndex(i));
            }
        } else if (node.isString()) {
            checkText(node.stringValue(), at);
        } else if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            if (Math.abs((long) number.precision() - number.scale()) > MAX_NUMBER_CHARS
                    || Math.abs((long) number.scale()) > MAX_NUMBER_CHARS) {
                throw invalid(at, "The number is too large or too fine");
            }
        }
    }

    private static void checkText(String text, JsonPointer at) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw invalid(at, "The text holds a NUL character");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw invalid(at, "The text holds half a surrogate pair");
                }
                i++;
            }
        }
    }

    private static JsonPointer at(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token == null ? WHOLE : parser.streamReadContext().pathAsPointer();
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1 ? "the end"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ProblemException invalid(JsonPointer at, String detail) {
        return Problem.of(ProblemCode.INVALID_REQUEST, detail)
                .withErrors(List.of(new MemberError(at.toString(), detail)))
                .exception();
    }
}
