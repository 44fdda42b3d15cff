// ondol eval intent: intents and slots of many utterances, written as JSON lines, and scored where the truth
// is there.
#include <chrono>
#include <memory>

#include "base/atomic_file.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/intent_score.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/model_flags.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/text_input.h"
#include "runtime/intent.h"
#include "text/json_lines.h"

namespace ondol::cli {

namespace {

struct Options {
  ModelFlags model;
  std::string input;
  std::optional<std::string> out;
  bool json = false;
};

struct Case {
  uint64_t line = 0;
  Json id;
  std::string text;
  std::optional<std::string> intent;
  std::optional<std::vector<SlotSpan>> slots;
};

/// The truth's spans are those of annot_utt's own text; the same words must stand in the text that is read.
Result<std::vector<SlotSpan>> gold_slots(const JsonLine& line, const std::string& text) {
  ONDOL_ASSIGN(const std::string annotated, line.text("annot_utt"));
  auto parsed = parse_annotated(annotated);
  if (!parsed.ok()) return line.wrong("annot_utt", parsed.error().message);
  if (parsed->text != text)
    return line.wrong("annot_utt", "expected the text that is read, with slots marked; got another text");
  return std::move(parsed->slots);
}

Result<Case> read_case(const JsonLine& line) {
  Case out;
  out.line = line.line();
  const auto& object = line.object();
  if (!line.has("id") || !(object["id"].is_string() || object["id"].is_number_integer()))
    return line.wrong("id", "expected a string or an integer");
  out.id = object["id"];
  const char* field = line.has("text") ? "text" : "utt";
  if (!line.has(field)) return line.wrong("text", "expected a string here or in utt, got nothing");
  ONDOL_ASSIGN(out.text, line.text(field));
  if (line.has("intent")) {
    ONDOL_ASSIGN(out.intent, line.text("intent"));
  }
  if (line.has("annot_utt")) {
    ONDOL_ASSIGN(out.slots, gold_slots(line, out.text));
  }
  return out;
}

void add_score(const Case& truth, const IntentReading& reading, IntentScore& score) {
  if (truth.intent) score.add_intent(*truth.intent, reading.intent);
  if (truth.slots) score.add_slots(*truth.slots, reading.slots);
  if (truth.intent && truth.slots)
    score.add_whole(*truth.intent == reading.intent && *truth.slots == reading.slots);
}

std::string prediction_line(const Case& item, const IntentReading& reading) {
  Json slots = Json::array();
  for (const SlotSpan& slot : reading.slots)
    slots.push_back({{"name", slot.name}, {"value", item.text.substr(slot.begin, slot.end - slot.begin)}});
  const Json line = {{"id", item.id}, {"intent", reading.intent}, {"slots", std::move(slots)}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string percent(const char* name, double share, const std::string& of) {
  char text[120];
  std::snprintf(text, sizeof text, "%-16s %6.2f %%  (%s)\n", name, share * 100, of.c_str());
  return text;
}

std::string report(const Options& options, const IntentScore& score, size_t n, double seconds) {
  const double per_s = seconds > 0 ? static_cast<double>(n) / seconds : 0;
  if (options.json) {
    Json document = {{"utterances", n}, {"utterances_per_s", per_s}};
    if (score.n_intents > 0) {
      document["intent_accuracy"] = score.intent_accuracy();
      document["intents"] = score.n_intents;
    }
    if (score.n_gold + score.n_predicted > 0) {
      document["slot_f1"] = score.f1();
      document["slot_precision"] = score.precision();
      document["slot_recall"] = score.recall();
      document["slots"] = score.n_gold;
    }
    if (score.n_whole > 0) document["exact_match"] = score.exact_match();
    return json_text(document);
  }
  std::string text;
  if (score.n_intents > 0)
    text +=
        percent("intent accuracy", score.intent_accuracy(), std::to_string(score.n_intents) + " utterances");
  if (score.n_gold + score.n_predicted > 0)
    text += percent("slot F1", score.f1(),
                    std::to_string(score.n_right) + " right of " + std::to_string(score.n_predicted) +
                        " read, " + std::to_string(score.n_gold) + " there");
  if (score.n_whole > 0) text += percent("exact match", score.exact_match(), "intent and all slots");
  char line[120];
  std::snprintf(line, sizeof line, "%zu utterances, %.0f a second\n", n, per_s);
  return text + line;
}

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path; }

Result<std::vector<Case>> read_cases(const std::string& file) {
  ONDOL_ASSIGN(const std::string content, read_text_file(file));
  const std::string path = name_of(file);
  std::vector<Case> cases;
  ONDOL_TRY(for_each_json_line(content, path, [&](const JsonLine& line) -> Status {
    ONDOL_ASSIGN(Case item, read_case(line));
    cases.push_back(std::move(item));
    return {};
  }));
  if (cases.empty())
    return Error{ErrorCode::invalid_argument,
                 path + ": expected lines of {\"id\": …, \"text\": …}, got none"};
  return cases;
}

Result<std::string> evaluate(const Options& options) {
  ONDOL_ASSIGN(const auto cases, read_cases(options.input));
  ONDOL_ASSIGN(const auto model, load_model(options.model, kIntentLogitRows));
  ONDOL_ASSIGN(const auto reader, IntentReader::create(model));
  ONDOL_ASSIGN(const auto session, Session::open(model));
  IntentScore score;
  std::string predictions;
  Progress progress("reading");
  const InterruptScope interrupt(*session);
  const auto start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < cases.size(); ++i) {
    if (InterruptScope::interrupted()) return Error{ErrorCode::cancelled, "interrupted"};
    const auto reading = reader.read(*session, cases[i].text);
    if (!reading.ok())
      return Error{reading.error().code, name_of(options.input) + ":" + std::to_string(cases[i].line) +
                                             ": text: " + reading.error().message};
    add_score(cases[i], *reading, score);
    if (options.out) predictions += prediction_line(cases[i], *reading);
    progress.update(i + 1, cases.size());
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.out) ONDOL_TRY(write_file_atomically(*options.out, predictions));
  return report(options, score, cases.size(), seconds);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::required);
  add_text(app, "IN.jsonl", options->input, "IN.jsonl",
           "utterances, one JSON object a line; - for standard input", Need::required);
  add_text(app, "--out", options->out, "PRED.jsonl", "write what was read, one JSON object a line");
  add_size(app, "--memory", options->model.memory_bytes, "bytes the whole program may use, as 300M or 1.5G");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(evaluate(*options), out); };
}

}  // namespace

const Command kEvalIntent = {
    .name = "eval intent",
    .group = "Measure",
    .summary = "intents and slots of utterances, read and scored",
    .usage = "MODEL IN.jsonl [--out PRED.jsonl] [--json]",
    .about =
        "Reads {id, text} or {id, utt} lines with a model that `ondol train` made from data of kind "
        "\"intent\": one "
        "prefill an utterance, nothing is generated. --out writes {id, intent, slots: [{name, value}]} "
        "lines, slots "
        "in order of appearance, values verbatim from the utterance.\n\n"
        "Where the lines hold the truth (intent; annot_utt with [slot : words]) it is scored: intent "
        "accuracy, and "
        "micro-averaged F1 of slots, right only with the same name and the same words.\n\n"
        "--json prints {utterances, utterances_per_s} and, of what could be scored, {intent_accuracy, "
        "intents, "
        "slot_f1, slot_precision, slot_recall, slots, exact_match}, as shares of 1.",
    .examples =
        "ondol eval intent massive-en.gguf en-US.dev.jsonl\n"
        "ondol eval intent massive-en.gguf in.jsonl --out pred.jsonl --json",
    .define = define,
};

}  // namespace ondol::cli
