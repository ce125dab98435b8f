package dev.rill.evaluation.question;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a set of questions from YAML and finds all that is wrong with it. One file, one thread. */
public final class QuestionFile {
    private static final Set<String> SECTIONS = Set.of("questions", "thresholds", "refusals", "language");
    private static final Set<String> KEYS = Set.of("id", "question", "file", "files", "text", "language", "follows",
            "answerable");
    private static final int MOST_RELEVANT = 100;

    private final YamlNodes yaml;
    private final List<EvaluationQuestion> questions = new ArrayList<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private String language = "";

    private QuestionFile(String name) {
        yaml = new YamlNodes(name);
    }

    /** What became of reading. */
    public sealed interface Reading {

        record Read(QuestionSet set) implements Reading {
        }

        /** @param errors a sentence each, with the line; never empty */
        record Invalid(List<String> errors) implements Reading {
        }
    }

    /** @param name of the file, for messages */
    public static Reading read(String name, Reader text) throws IOException {
        QuestionFile file = new QuestionFile(name);
        try (text) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            QuestionSet set = file.set(name, new Yaml(options).compose(text));
            return file.yaml.errors().isEmpty() ? new Reading.Read(set) : new Reading.Invalid(file.yaml.errors());
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null ? "" : " line " + (e.getProblemMark().getLine() + 1);
            return new Reading.Invalid(List.of(name + line + " is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            return new Reading.Invalid(List.of(name + " is not YAML: " + e.getMessage()));
        }
    }

    private QuestionSet set(String name, Node root) {
        Map<String, Node> sections = yaml.mapping(root, "the file", SECTIONS);
        language = yaml.text(sections.get("language")).orElse("");
        List<Node> asked = yaml.list(sections.get("questions"), "questions");
        if (asked.isEmpty() && yaml.errors().isEmpty()) {
            yaml.fault(root, "there is no question; the file needs a list named questions");
        }
        asked.forEach(this::question);
        return new QuestionSet(name, List.copyOf(questions), thresholds(sections.get("thresholds")),
                yaml.texts(sections.get("refusals")));
    }

    private void question(Node node) {
        Map<String, Node> keys = yaml.mapping(node, "a question", KEYS);
        Optional<String> question = yaml.text(keys.get("question"));
        if (question.isEmpty()) {
            yaml.fault(node, "there is no question: the question is missing or empty");
            return;
        }
        Optional<String> follows = follows(keys.get("follows"));
        Map<String, Integer> files = files(node, keys);
        List<String> texts = yaml.texts(keys.get("text"));
        boolean answerable = yaml.flag(keys.get("answerable")).orElse(true);
        if (answerable && files.isEmpty() && texts.isEmpty()) {
            yaml.fault(node, "nothing says what a good answer is: give file or text, or answerable: false");
        } else if (!answerable && (!files.isEmpty() || !texts.isEmpty())) {
            yaml.fault(node, "a question that is not answerable has neither file nor text");
        }
        String id = yaml.text(keys.get("id")).orElse(follows.map(before -> before + " > ").orElse("") + question.get());
        Integer before = lines.putIfAbsent(id, YamlNodes.line(node));
        if (before != null) {
            yaml.fault(node, "this is the same question as in line " + before + "; give one of them an id");
        }
        questions.add(new EvaluationQuestion(id, YamlNodes.line(node), question.get(), files, texts,
                yaml.text(keys.get("language")).orElse(language), follows, answerable));
    }

    /** {@code true}, for the question before it, or an id. */
    private Optional<String> follows(Node node) {
        Optional<String> named = yaml.text(node).filter(name -> !name.equals("false"));
        if (named.isEmpty()) {
            return named;
        }
        if (named.get().equals("true")) {
            if (questions.isEmpty()) {
                yaml.fault(node, "there is no question before this one that it could follow");
                return Optional.empty();
            }
            return Optional.of(questions.getLast().id());
        }
        if (!lines.containsKey(named.get())) {
            yaml.fault(node, "follows names " + named.get() + ", and no question above has this id");
        }
        return named;
    }

    private Map<String, Integer> files(Node question, Map<String, Node> keys) {
        Node node = keys.getOrDefault("files", keys.get("file"));
        if (keys.containsKey("files") && keys.containsKey("file")) {
            yaml.fault(question, "file and files are the same; give one of them");
        }
        Map<String, Integer> files = new LinkedHashMap<>();
        if (!YamlNodes.isMapping(node)) {
            yaml.texts(node).forEach(path -> files.put(path, 1));
            return files;
        }
        yaml.entries(node).forEach((path, grade) -> {
            Optional<Integer> relevance = yaml.text(grade).filter(text -> text.matches("\\d{1,3}"))
                    .map(Integer::valueOf).filter(value -> value >= 1 && value <= MOST_RELEVANT);
            if (relevance.isEmpty()) {
                yaml.fault(grade, "the relevance of " + path + " is a whole number from 1 to " + MOST_RELEVANT);
            }
            files.put(path, relevance.orElse(1));
        });
        return files;
    }

    private List<Threshold> thresholds(Node node) {
        List<Threshold> thresholds = new ArrayList<>();
        yaml.entries(node).forEach((key, value) -> {
            if (YamlNodes.isMapping(value)) {
                yaml.entries(value).forEach((figure, least) -> threshold(key, figure, least, thresholds));
            } else {
                threshold(Threshold.ALL, key, value, thresholds);
            }
        });
        return List.copyOf(thresholds);
    }

    private void threshold(String group, String key, Node node, List<Threshold> thresholds) {
        Optional<Figure> figure = Figure.of(key);
        if (figure.isEmpty()) {
            yaml.fault(node, "there is no figure " + key + "; there are " + Threshold.figures());
            return;
        }
        Optional<Double> value = yaml.text(node).flatMap(text -> Threshold.value(figure.get(), text));
        if (value.isEmpty()) {
            yaml.fault(node, "the threshold of " + key + " is " + Threshold.ALLOWED);
            return;
        }
        thresholds.add(new Threshold(group, figure.get(), value.get()));
    }
}
