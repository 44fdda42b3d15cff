// ondol eval home: answers cases and judges them by expectation lines.
#include <algorithm>
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/home_session.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/text_input.h"
#include "home/score.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string cases;
  std::optional<std::string> expect;
  ReaderFlags reader;
  bool json = false, wrong = false;
};

std::string latency_line(std::vector<double> latencies_ms) {
  if (latencies_ms.empty()) return "";
  std::ranges::sort(latencies_ms);
  char line[120];
  std::snprintf(line, sizeof line, "latency: median %.2f ms, 95 %% %.2f ms\n",
                latencies_ms[latencies_ms.size() / 2], latencies_ms[latencies_ms.size() * 95 / 100]);
  return line;
}

Result<std::string> evaluate(const Options& options) {
  ONDOL_ASSIGN(const auto reader, open_frame_reader(options.reader));
  ONDOL_ASSIGN(const std::string content, read_text_file(options.cases));
  ONDOL_ASSIGN(const std::string expected_text, read_text_file(options.expect.value()));
  ONDOL_ASSIGN(const home::Expectations expected, home::read_expectations(expected_text, *options.expect));
  home::HomeScore score;
  std::vector<double> latencies_ms;
  size_t n_without = 0;
  ONDOL_TRY(home::for_each_case(content, options.cases, [&](home::Case& item) -> Status {
    const auto found = expected.find(item.id);
    if (found == expected.end()) {
      ++n_without;
      return {};
    }
    const home::Home before = item.home;
    auto answered = answer_case(item, options.reader, reader.get());
    if (!answered.ok()) return std::move(answered).error().within(options.cases + ": case " + item.id);
    latencies_ms.push_back(answered->latency_ms);
    item.home = before;  // the score looks at its language
    score.add(item, found->second, answered->outcome, home::judge(before, found->second, answered->outcome));
    return {};
  }));
  if (score.all().n == 0)
    return Error{ErrorCode::invalid_argument,
                 *options.expect + ": expected lines for the ids of " + options.cases + ", got none"};
  if (options.json) {
    Json out = score.json();
    out["without_expectation"] = n_without;
    return json_text(out);
  }
  std::string text = score.text() + latency_line(std::move(latencies_ms));
  if (n_without > 0) text += std::to_string(n_without) + " cases have no expectation\n";
  if (options.wrong)
    for (const auto& wrong : score.wrong())
      text +=
          "wrong " + wrong.id + ": \"" + wrong.text + "\" – " + wrong.why + "; reply: " + wrong.reply + "\n";
  return text;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "CASES.jsonl", options->cases, "CASES.jsonl",
           "cases, one JSON object a line; - for standard input", Need::required);
  add_text(app, "--expect", options->expect, "EXPECTED.jsonl", "what the answers must be, matched by id");
  add_reader_flags(app, options->reader);
  add_flag(app, "--wrong", options->wrong, "list the wrong ones");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) {
    if (!options->expect) return wrong_usage("eval home", "--expect EXPECTED.jsonl is required");
    return print_or_refuse(evaluate(*options), out);
  };
}

}  // namespace

const Command kEvalHome = {
    .name = "eval home",
    .group = "Measure",
    .summary = "cases said to homes, judged by what should have come of them",
    .usage = "CASES.jsonl --expect EXPECTED.jsonl [--model FILE] [--wrong] [--json]",
    .about =
        "Answers each case as `ondol home ask --batch` does and compares it with the expectation of its id: "
        "intent and "
        "slots of one of the calls, the states that the home must end in (no other entity may move), what "
        "must be in "
        "the reply, whether it asked back. Fields that an expectation leaves out are not looked at.\n\n"
        "Prints accuracy by language, domain and tag, the intents that were confused, and latency; --wrong "
        "lists the "
        "wrong ones with the first difference. --json prints {cases, right, accuracy, languages, domains, "
        "tags, confusion, "
        "wrong, without_expectation}.",
    .examples = "ondol eval home cases.jsonl --expect expected.jsonl --wrong",
    .define = define,
};

}  // namespace ondol::cli
