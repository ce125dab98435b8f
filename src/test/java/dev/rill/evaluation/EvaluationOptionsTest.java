package dev.rill.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rill.evaluation.EvaluationOptions.Reading;
import dev.rill.evaluation.question.Figure;
import dev.rill.evaluation.question.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hit@1=80%           | all        | HIT_1      | 0.8
            hit@1=.8            | all        | HIT_1      | 0.8
            MRR=0.75            | all        | MRR        | 0.75
            de.quoted=100%      | de         | QUOTED     | 1
            follow-ups.cited=1  | follow-ups | CITED      | 1
            p99=500ms           | all        | P99        | 500
            search.p50=2s       | all        | SEARCH_P50 | 2000
            zh-CN.search.p99=1s | zh-CN      | SEARCH_P99 | 1000
            """)
    void aThresholdIsWrittenInSeveralWays(String text, String group, Figure figure, double value) {
        assertEquals(new Threshold(group, figure, value), Threshold.parse(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hit@1", "hit@1=", "hit@1=120%", "hit@1=8", "hit@2=80%", "p50=80%", "p50=20", "hit@1=20ms"})
    void anotherOneIsRefused(String text) {
        assertTrue(Threshold.parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            q.yaml --server ftp://x             | --server wants an http or https URL
            q.yaml --server http://x --index i  | A server has its own documents
            q.yaml --key k                      | --key is for a server
            q.yaml r.yaml                       | One file of questions at a time
            q.yaml --fast                       | There is no option --fast
            q.yaml --json                       | --json wants a value
            q.yaml --threshold hit@2=1          | --threshold hit@2=1: a figure and a share
            --judge                             | Give a file of questions
            q.yaml --beir b                     | Give a file of questions, or --beir
            """)
    void whatDoesNotFitIsSaid(String line, String expected) {
        String error = assertInstanceOf(Reading.Invalid.class, EvaluationOptions.read(List.of(line.split(" "))))
                .error();
        assertTrue(error.startsWith(expected), error);
    }

    @Test
    void whoeverAsksIsToldHow() {
        assertInstanceOf(Reading.Help.class, EvaluationOptions.read(List.of("--help")));
    }
}
