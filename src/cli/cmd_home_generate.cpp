// ondol home generate: annotated utterances from grammars, as lines of training data.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/atomic_file.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "home/generate/generate.h"

namespace ondol::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string language, part = "all", show = "json";
  std::optional<std::string> grammar, out;
  int64_t seed = 1;
  std::optional<int64_t> count;
  bool plain = false;
};

constexpr const char* kGrammarFolder = "models/home/grammar";
constexpr uint64_t kChunk = 2048;  // samples between two writes

/// Of the working directory, or of the source tree that the program was built in.
Result<std::string> grammar_folder(const std::string& language) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  std::string tried;
  for (fs::path base :
       {fs::path(), program.parent_path().parent_path(), program.parent_path().parent_path().parent_path()}) {
    const fs::path folder = base / kGrammarFolder / language;
    if (fs::is_directory(folder, error)) return folder.string();
    tried += (tried.empty() ? "" : ", ") + folder.string();
  }
  return Error{ErrorCode::not_found,
               "no grammars here: looked for " + tried + "; name the folder with --grammar"};
}

using Show = void (*)(const home::Sample&, std::string&);
Show show_of(const std::string& word) {
  return word == "marked" ? home::append_marked_sample : home::append_sample_line;
}

template <class Write>
Status generate(const Options& options, const Write& write) {
  std::string folder;
  if (options.grammar) {
    folder = *options.grammar;
  } else {
    ONDOL_ASSIGN(folder, grammar_folder(options.language));
  }
  ONDOL_ASSIGN(const home::Grammar grammar, home::Grammar::load(folder));
  const home::Part part = options.part == "train" ? home::Part::train
                          : options.part == "dev" ? home::Part::dev
                                                  : home::Part::all;
  ONDOL_ASSIGN(
      const auto generator,
      home::Generator::create(
          grammar, {.language = options.language == "ko" ? home::Language::korean : home::Language::english,
                    .part = part,
                    .seed = static_cast<uint64_t>(options.seed),
                    .noise = !options.plain}));
  const Show show = show_of(options.show);
  const auto count = static_cast<uint64_t>(*options.count);
  Progress progress("generating");
  std::string text;
  for (uint64_t i = 0; i < count;) {
    text.clear();
    for (const uint64_t end = std::min(count, i + kChunk); i < end; ++i) {
      show(generator->sample(i), text);
      text += '\n';
    }
    ONDOL_ASSIGN(const bool go_on, write(text));
    if (!go_on) break;
    progress.update(i, count);
  }
  return {};
}

Status generate_file(const Options& options) {
  ONDOL_ASSIGN(const auto file, AtomicFile::create(*options.out));
  ONDOL_TRY(generate(options, [&](const std::string& text) -> Result<bool> {
    ONDOL_TRY(file->write(text.data(), text.size()));
    return true;
  }));
  return file->commit();
}

int run(const Options& options, Output& out) {
  if (!options.count) return wrong_usage("home generate", "expected --count N");
  const Status done =
      options.out
          ? generate_file(options)
          : generate(options, [&](const std::string& text) -> Result<bool> { return out.print(text); });
  return done.ok() ? 0 : refuse(done.error().message);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_choice(app, "--language", options->language, {"en", "ko"}, "LANGUAGE", "which grammars",
             Need::required);
  add_int(app, "--seed", options->seed, 0, INT64_MAX, "other seeds give other utterances");
  add_int(app, "--count", options->count, 1, int64_t{1} << 40, "how many");
  add_choice(app, "--part", options->part, {"all", "train", "dev"}, "PART",
             "train and dev share no template, and few words of word lists; all: both together");
  add_text(app, "--grammar", options->grammar, "FOLDER",
           "*.grammar of one language; without it, the project's own");
  add_flag(app, "--plain", options->plain,
           "as the grammar writes it: no typing errors, fillers, lost spaces");
  add_choice(app, "--show", options->show, {"json", "marked"}, "HOW",
             "lines of training data, or text with {role:span} and [labels] for people");
  add_text(app, "--out", options->out, "FILE",
           "write here, whole or not at all; without it, to standard output");
  return [options](Output& out) { return run(*options, out); };
}

}  // namespace

const Command kHomeGenerate = {
    .name = "home generate",
    .group = "Home",
    .summary = "annotated utterances from grammars, to train and try a home's model",
    .usage =
        "--language en|ko --count N [--seed S] [--part train|dev] [--grammar FOLDER] [--plain] [--out FILE]",
    .about =
        "Draws what people may say at home, with its clauses, labels and spans, one sample a line; "
        "docs/formats/home-grammar.md describes the grammars, which lie in models/home/grammar. Sample i "
        "depends "
        "on the "
        "seed and i only: the first lines of a longer run are those of a shorter one.\n\n"
        "A twelfth of the templates and of the words in word lists is the dev part: what a model never saw "
        "in "
        "training.",
    .examples =
        "ondol home generate --language ko --count 20 --show marked\n"
        "ondol home generate --language en --seed 7 --count 1000000 --part train --out en_train.jsonl\n"
        "ondol home generate --language en --count 100 --grammar my_grammars --plain",
    .define = define,
};

}  // namespace ondol::cli
