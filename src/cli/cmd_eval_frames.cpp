// ondol eval frames: what a home model reads in annotated utterances, compared label by label.
#include <algorithm>
#include <map>
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/home_session.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/text_input.h"
#include "home/frame_json.h"
#include "home/heads.h"
#include "text/clause_format.h"
#include "text/clause_line.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string input;
  ReaderFlags reader;
  bool json = false, wrong = false;
};

struct Example {
  std::string text;
  std::vector<home::Frame> frames;
};

Result<Example> read_example(const JsonLine& line, const std::string& path) {
  ONDOL_ASSIGN(const AnnotatedClauses annotated, read_clause_line(line));
  const home::Whereabouts where = [&](const std::string&) {
    return path + ":" + std::to_string(line.line());
  };
  Example example{annotated.text, {}};
  for (const AnnotatedClause& clause : annotated.clauses) {
    home::Json frame = home::Json::object();
    for (const auto& [head, label] : clause.labels) frame[head] = label;
    home::Json& spans = frame["spans"] = home::Json::array();
    for (const AnnotatedSpan& span : clause.spans)
      spans.push_back(
          home::Json::array({span.role, annotated.text.substr(span.begin, span.end - span.begin)}));
    ONDOL_ASSIGN(home::Frame read, home::read_frame(home::Field(frame, where)));
    example.frames.push_back(std::move(read));
  }
  return example;
}

struct Share {
  size_t right = 0, n = 0;
  void add(bool ok) {
    right += ok ? 1 : 0;
    ++n;
  }
  double value() const { return n == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(n); }
};

struct Score {
  Share utterances, clause_count;
  std::map<std::string, Share> fields;  ///< of the utterances with the right number of clauses
  std::map<std::string, size_t> confusions;
  std::string wrong;

  void add(const Example& example, const std::vector<home::Frame>& read);
};

/// Copied texts are lower case where the model sees lower case; nothing after them depends on case.
home::Json comparable(const home::Frame& frame) {
  home::Json json = home::frame_json(frame);
  if (json.contains("spans"))
    for (auto& span : json["spans"]) span[1] = clause_text(span[1].get<std::string>());
  return json;
}

void Score::add(const Example& example, const std::vector<home::Frame>& read) {
  clause_count.add(read.size() == example.frames.size());
  bool all = read.size() == example.frames.size();
  std::string wanted, got;
  for (const home::Frame& frame : example.frames) wanted += comparable(frame).dump() + " ";
  for (const home::Frame& frame : read) got += comparable(frame).dump() + " ";
  for (size_t i = 0; all && i < read.size(); ++i) {
    const home::Json want = comparable(example.frames[i]), have = comparable(read[i]);
    for (const std::string_view head : home::head_names()) {
      const std::string field(head);
      const home::Json a = want.value(field, home::Json()), b = have.value(field, home::Json());
      fields[field].add(a == b);
      if (a != b) ++confusions[field + ": " + a.dump() + " read as " + b.dump()];
    }
    fields["spans"].add(want.value("spans", home::Json()) == have.value("spans", home::Json()));
  }
  all = all && wanted == got;
  utterances.add(all);
  if (!all) wrong += "wrong \"" + example.text + "\"\n  wanted " + wanted + "\n  read   " + got + "\n";
}

std::string line_of(const std::string& name, const Share& share) {
  char line[120];
  std::snprintf(line, sizeof line, "%-18s %6.2f %%  (%zu of %zu)\n", name.c_str(), 100 * share.value(),
                share.right, share.n);
  return line;
}

std::string report(const Score& score, const Options& options) {
  if (options.json) {
    Json out = {{"utterances", score.utterances.n},
                {"exact", score.utterances.value()},
                {"clause_count", score.clause_count.value()}};
    for (const auto& [name, share] : score.fields) out["fields"][name] = share.value();
    return json_text(out);
  }
  std::string text = line_of("exact", score.utterances) + line_of("clause count", score.clause_count);
  for (const auto& [name, share] : score.fields) text += line_of(name, share);
  std::vector<std::pair<size_t, std::string>> most;
  for (const auto& [what, n] : score.confusions) most.emplace_back(n, what);
  std::ranges::sort(most, std::greater<>());
  for (size_t i = 0; i < std::min<size_t>(most.size(), 20); ++i)
    text += std::to_string(most[i].first) + " × " + most[i].second + "\n";
  return options.wrong ? text + score.wrong : text;
}

Result<std::string> evaluate(const Options& options) {
  ONDOL_ASSIGN(const auto reader, open_frame_reader(options.reader));
  if (reader == nullptr)
    return Error{ErrorCode::unsupported,
                 "this program was built without the home model; give one with --model FILE"};
  ONDOL_ASSIGN(const std::string content, read_text_file(options.input));
  const auto n_lines = static_cast<size_t>(std::ranges::count(content, '\n'));
  Score score;
  Progress progress("reading");
  ONDOL_TRY(for_each_json_line(content, options.input, [&](const JsonLine& line) -> Status {
    ONDOL_ASSIGN(const Example example, read_example(line, options.input));
    ONDOL_ASSIGN(const auto read, reader->read(example.text, {}, {}));
    score.add(example, read);
    progress.update(score.utterances.n, n_lines);
    return {};
  }));
  if (score.utterances.n == 0)
    return Error{ErrorCode::invalid_argument,
                 options.input + ": expected lines of {\"text\": …, \"clauses\": […]}, got none"};
  return report(score, options);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_text(app, "IN.jsonl", options->input, "IN.jsonl", "annotated utterances, one JSON object a line",
           Need::required);
  add_reader_flags(app, options->reader);
  add_flag(app, "--wrong", options->wrong, "list the wrong ones");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(evaluate(*options), out); };
}

}  // namespace

const Command kEvalFrames = {
    .name = "eval frames",
    .group = "Measure",
    .summary = "what the home model reads, label by label",
    .usage = "IN.jsonl [--model FILE] [--wrong] [--json]",
    .about =
        "Compares the frames that a home model reads with those of annotated utterances, as `ondol home "
        "generate` "
        "makes them: how many utterances are read without any difference, then each field among those with "
        "the right "
        "number of clauses, and what is taken for what.",
    .examples = "ondol eval frames dev.jsonl --model out/home.gguf --wrong",
    .define = define,
};

}  // namespace ondol::cli
