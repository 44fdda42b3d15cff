// ondol chat: a conversation on the terminal, or line by line from standard input.
#include <unistd.h>

#include <memory>

#include "base/size.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/conversation.h"
#include "cli/home_chat.h"
#include "cli/interrupt.h"
#include "cli/line_reader.h"
#include "cli/model_flags.h"
#include "cli/options.h"
#include "cli/process_info.h"
#include "cli/text_input.h"

namespace ondol::cli {

namespace {

struct Options {
  ModelFlags model;
  SamplingFlags sampling;
  std::string system;
  std::vector<std::string> stop;
  std::optional<int64_t> n_predict;
};

constexpr const char* kHelp =
    "/system [TEXT]  show or set the system message, and start over\n"
    "/reset          start over\n"
    "/retry          take the last answer back and answer again\n"
    "/stats          counts, speeds and memory of the last answer\n"
    "/exit           leave; Ctrl-D does too\n"
    "A line that ends in \\ goes on in the next one. Ctrl-C stops an answer.\n";

class Chat {
 public:
  Chat(const Model& model, Conversation& conversation, GenerateOptions generate, Output& out)
      : model_(model),
        conversation_(conversation),
        generate_(std::move(generate)),
        out_(out),
        reader_(chat_history_path()) {
    generate_.on_token = [this](const TokenEvent& event) {
      // Asked here too: a Ctrl-C while the prompt is made comes before the session's cancel() counts.
      return out_.print(event.text) && !InterruptScope::interrupted();
    };
  }

  int run() {
    if (reader_.interactive())
      note(model_.info().name + ", " + model_.info().quant + ", context " +
           std::to_string(conversation_.n_ctx()) + ". /help shows the commands, Ctrl-D ends.");
    std::string text;
    while (out_.usable() && next_message(text)) {
      if (text.empty()) continue;
      if (text[0] == '/') {
        if (!command(text)) break;
      } else {
        answer(text);
      }
    }
    return failed_ && !reader_.interactive() ? 1 : 0;
  }

 private:
  /// For the person, not for whoever reads the answers.
  void note(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

  bool next_message(std::string& text) {
    text.clear();
    const char* prompt = "> ";
    for (;;) {
      const LineReader::Line line = reader_.read(prompt);
      if (line.kind == LineReader::Kind::interrupted) {
        note("\n(Ctrl-D or /exit leaves)");
        text.clear();
        prompt = "> ";
        continue;
      }
      if (line.kind == LineReader::Kind::end_of_input) {
        if (reader_.interactive()) note("");
        return !text.empty();
      }
      text += line.text;
      if (!text.ends_with('\\')) return true;
      text.back() = '\n';
      prompt = "  ";
    }
  }

  /// False ends the conversation.
  bool command(const std::string& line) {
    const size_t space = line.find(' ');
    const std::string name = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (name == "/exit" || name == "/quit" || name == "/bye") return false;
    if (name == "/help" || name == "/?") {
      out_.print(kHelp);
    } else if (name == "/reset" || name == "/clear") {
      conversation_.reset();
      note("(a new conversation)");
    } else if (name == "/system") {
      set_system(rest);
    } else if (name == "/retry") {
      const std::string text = conversation_.take_back();
      if (text.empty()) note("(there is no answer yet)");
      // Another seed, or greedy and seeded answers would come out the same again.
      generate_.sampling.seed += 1;
      if (!text.empty()) answer(text);
    } else if (name == "/stats") {
      stats();
    } else {
      note("no such command: " + name + " (/help shows them)");
    }
    return true;
  }

  void set_system(const std::string& text) {
    if (text.empty()) {
      note(conversation_.system().empty() ? "(no system message)" : conversation_.system());
      return;
    }
    conversation_.set_system(valid_utf8(text));
    conversation_.reset();
    note("(a new conversation with this system message)");
  }

  void answer(const std::string& text) {
    const InterruptScope interrupt(conversation_.session());
    auto answer = conversation_.ask(text, generate_);
    if (!answer.ok()) {
      // Ctrl-C before the first token is no failure.
      if (answer.error().code == ErrorCode::cancelled) return note("(stopped)");
      failed_ = true;
      complain(answer.error().message);
      return;
    }
    last_ = *std::move(answer);
    if (!last_.generation.text.ends_with('\n')) out_.print("\n");
    if (const int n = last_.n_exchanges_dropped; n > 0)
      note(n == 1 ? "(the oldest exchange no longer fits the context and was left out)"
                  : "(the oldest " + std::to_string(n) +
                        " exchanges no longer fit the context and were left out)");
    if (InterruptScope::interrupted()) note("(stopped)");
    if (last_.generation.finish_reason == FinishReason::context_full)
      note("(the context is full; /reset starts a new conversation)");
  }

  void stats() {
    const Generation& done = last_.generation;
    const auto per_second = [](double n, double ms) { return ms > 0 && n > 0 ? n * 1000 / ms : 0.0; };
    char text[400];
    std::snprintf(text, sizeof text,
                  "prompt     %lld tokens read at %.1f/s, %lld more were in the cache\n"
                  "answer     %zu tokens at %.1f/s, the first after %.0f ms\n"
                  "context    %lld of %lld tokens\n"
                  "memory     %s at most so far, %s planned\n",
                  static_cast<long long>(done.n_prompt),
                  per_second(static_cast<double>(done.n_prompt), done.prefill_ms),
                  static_cast<long long>(last_.n_reused), done.tokens.size(),
                  per_second(static_cast<double>(done.tokens.size()) - 1, done.decode_ms), done.ttft_ms,
                  static_cast<long long>(conversation_.n_past()),
                  static_cast<long long>(conversation_.n_ctx()), format_bytes(peak_rss_bytes()).c_str(),
                  format_bytes(model_.plan().total_bytes()).c_str());
    out_.print(text);
  }

  const Model& model_;
  Conversation& conversation_;
  GenerateOptions generate_;
  Output& out_;
  LineReader reader_;
  Conversation::Answer last_;
  bool failed_ = false;
};

int chat(const Options& options, Output& out) {
  if (options.model.model.empty()) return home_chat(out);
  const auto sampling = sampling_params(options.sampling);
  if (!sampling.ok()) return wrong_usage("chat", sampling.error().message);
  const auto system = read_text_argument(options.system);
  if (!system.ok()) return refuse(system.error().message);
  auto model = load_model(options.model);
  if (!model.ok()) return refuse(model.error().message);
  auto conversation = Conversation::open(*model);
  if (!conversation.ok()) return refuse(conversation.error().message);
  (*conversation)->set_system(valid_utf8(*system));
  GenerateOptions generate;
  generate.sampling = *sampling;
  generate.max_tokens = options.n_predict.value_or(-1);
  generate.stop = options.stop;
  return Chat(**model, **conversation, std::move(generate), out).run();
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::optional);
  add_text(app, "--system", options->system, "TEXT|@FILE", "the system message");
  add_int(app, "-n,--predict", options->n_predict, 1, 1'000'000,
          "tokens of an answer at most; by default until the model ends it or the context is full");
  add_context_flags(app, options->model);
  add_sampling_flags(app, options->sampling);
  add_texts(app, "--stop", options->stop, "TEXT", "end an answer before this text; may be repeated");
  return [options](Output& out) { return chat(*options, out); };
}

}  // namespace

const Command kChat = {
    .name = "chat",
    .group = "Talk to a model",
    .summary = "a conversation with a model",
    .usage = "[MODEL] [--system TEXT] [OPTIONS]",
    .about =
        "Uses the model's own chat template. On a terminal lines can be edited and have a history; Ctrl-C "
        "stops an answer, Ctrl-D leaves, /help shows the commands. Otherwise every line of standard input is "
        "a message, and the answers go to standard output.\n\nWhen the conversation outgrows the context, "
        "the "
        "oldest exchanges are left out, and a line on stderr says so.\n\nWithout MODEL the home that is "
        "built in "
        "answers: commands and questions in Korean and English, on a simulated flat.",
    .examples =
        "ondol chat\nondol chat model.gguf\nondol chat model.gguf --system \"Answer in one sentence.\" "
        "--temp 0.3\n"
        "printf 'Hello\\nAnd in Korean?\\n' | ondol chat model.gguf --seed 1",
    .define = define,
};

}  // namespace ondol::cli
