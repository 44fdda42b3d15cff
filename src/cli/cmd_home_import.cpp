// ondol home import: annotated utterances for training, from data that others published.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/atomic_file.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/options.h"
#include "cli/text_input.h"
#include "home/generate/hassil.h"
#include "home/generate/hassil_draw.h"
#include "home/generate/outside.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string source, path, language, words = "models/home/words-hassil.txt";
  int64_t seed = 1;
  std::optional<int64_t> count;
  std::optional<std::string> out;
};

using Take = std::function<Status(const home::Sample&)>;

Status import_templates(const Options& options, const Take& take) {
  ONDOL_ASSIGN(const home::SentenceBook book, home::load_sentence_book(options.path, options.language));
  ONDOL_ASSIGN(const std::string words_text, read_text_file(options.words));
  ONDOL_ASSIGN(const home::WordLists words,
               home::read_word_lists(words_text, options.words, options.language));
  const home::TemplateSampling sampling{.korean = options.language == "ko",
                                        .seed = static_cast<uint64_t>(options.seed),
                                        .n_samples = static_cast<uint64_t>(options.count.value_or(10000))};
  auto status = home::sample_templates(book, words, sampling, take);
  if (!status.ok()) return std::move(status).error().within(options.path);
  return {};
}

/// Every sample of the collection, shuffled; the first of them with --count.
Status import_collection(const Options& options, const Take& take) {
  ONDOL_ASSIGN(const std::string content, read_text_file(options.path));
  ONDOL_ASSIGN(std::vector<home::Sample> samples,
               options.source == "massive" ? home::read_massive(content, options.path)
               : options.source == "clinc" ? home::read_clinc(content, options.path)
                                           : home::read_chatbot_ko(content, options.path));
  home::Draw draw(static_cast<uint64_t>(options.seed));
  for (size_t i = samples.size(); i > 1; --i) std::swap(samples[i - 1], samples[draw.below(i)]);
  const size_t n =
      options.count ? std::min(samples.size(), static_cast<size_t>(*options.count)) : samples.size();
  for (size_t i = 0; i < n; ++i) ONDOL_TRY(take(samples[i]));
  return {};
}

Status import(const Options& options, Output& out) {
  std::unique_ptr<AtomicFile> file;
  if (options.out) {
    ONDOL_ASSIGN(file, AtomicFile::create(*options.out));
  }
  const Take take = [&](const home::Sample& sample) -> Status {
    const std::string line = home::sample_line(sample) + "\n";
    if (file) return file->write(line.data(), line.size());
    if (!out.print(line)) return Error{ErrorCode::cancelled, ""};
    return {};
  };
  auto status = options.source == "ha" ? import_templates(options, take) : import_collection(options, take);
  if (!status.ok() && status.error().code != ErrorCode::cancelled) return status;
  return file ? file->commit() : Status();
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_choice(app, "SOURCE", options->source, {"ha", "massive", "clinc", "chatbot-ko"}, "SOURCE",
             "what PATH is: Home Assistant's intents, MASSIVE, CLINC150, or a Korean chatbot's questions",
             Need::required);
  add_text(app, "PATH", options->path, "PATH", "the folder (ha), or the file", Need::required);
  add_choice(app, "--language", options->language, {"en", "ko"}, "L",
             "the language; by default the collection's, en for ha");
  add_int(app, "--seed", options->seed, 0, INT64_MAX, "the same seed gives the same samples");
  add_int(app, "--count", options->count, 1, 10000000,
          "how many; by default 10000 of templates, all of a collection");
  add_text(app, "--words", options->words, "FILE", "names, rooms and items for the templates of ha");
  add_text(app, "--out", options->out, "FILE", "write there instead of to standard output");
  return [options](Output& out) {
    const std::string own = options->source == "chatbot-ko" ? "ko" : "en";
    if (options->language.empty()) options->language = own;
    if (options->source != "ha" && options->language != own)
      return wrong_usage("home import", "--language: " + options->source + " is read in " + own + " only");
    const auto status = import(*options, out);
    if (!status.ok()) return refuse(status.error().message);
    return 0;
  };
}

}  // namespace

const Command kHomeImport = {
    .name = "home import",
    .group = "Home",
    .summary = "training samples for the home's model from data that others published",
    .usage =
        "ha|massive|clinc|chatbot-ko PATH [--language en|ko] [--seed S] [--count N] [--words FILE] [--out "
        "FILE]",
    .about =
        "Prints one annotated utterance a line, as docs/formats/home.md and home-grammar.md describe frames: "
        "what a "
        "reader of frames is to find in it.\n\n"
        "ha expands Home Assistant's sentence templates at random (folders sentences, rules and lists, as in "
        "github.com/home-assistant/intents); names and rooms come from --words. massive, clinc and "
        "chatbot-ko give "
        "what is outside of a home, and of what is inside of one only what their own labels settle.",
    .examples =
        "ondol home import ha ../shared/data/ha_intents --language ko --seed 1 --count 40000 --out ko.jsonl\n"
        "ondol home import massive ../shared/data/massive/en-US.train.jsonl --out massive.jsonl",
    .define = define,
};

}  // namespace ondol::cli
