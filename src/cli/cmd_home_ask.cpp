// ondol home ask: says one thing to a home, or many from a file of cases.
#include <algorithm>
#include <chrono>
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/home_session.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/text_input.h"
#include "home/frame_json.h"
#include "text/utf8.h"

namespace ondol::cli {

namespace {

struct Options {
  std::optional<std::string> home, from, now, exec, batch;
  ReaderFlags reader;
  std::vector<std::string> text;
  bool explain = false, json = false;
};

Json answer_json(const std::string& text, const Answered& answered, bool explain) {
  Json out = home::outcome_json(text, answered.outcome);
  if (explain) out["frames"] = home::frames_json(answered.frames);
  out["latency_ms"] = answered.latency_ms;
  return out;
}

std::string json_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<home::Case> spoken_case(const Options& options) {
  home::Case out;
  for (const std::string& word : options.text) out.text += (out.text.empty() ? "" : " ") + word;
  if (!utf8::is_valid(out.text)) return Error{ErrorCode::invalid_argument, "TEXT: expected UTF-8"};
  for (char& c : out.text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (options.home) {
    ONDOL_ASSIGN(out.home, home::load_home(*options.home));
  } else {
    out.home = home::demo_home();
  }
  if (options.from) {
    out.from = *options.from;
    if (out.home.area_of_device(out.from) == home::kNowhere) {
      const bool known =
          std::ranges::any_of(out.home.devices, [&](const auto& device) { return device.id == out.from; });
      if (!known)
        return Error{ErrorCode::invalid_argument, "--from: the home has no device \"" + out.from + "\""};
    }
  }
  if (options.now) {
    out.now = home::read_moment(*options.now, 0);
    if (!out.now || !out.now->has_time)
      return Error{ErrorCode::invalid_argument,
                   "--now: expected a time as 2025-03-10T18:30:00+09:00, got \"" + *options.now + "\""};
  }
  return out;
}

Result<std::string> ask_once(const Options& options, home::FrameReader& reader) {
  ONDOL_ASSIGN(home::Case item, spoken_case(options));
  home::Assistant assistant(std::move(item.home), item.from, item.now);
  const auto start = std::chrono::steady_clock::now();
  ONDOL_ASSIGN(auto frames, reader.read(item.text, {}, assistant.mentions(item.text)));
  Answered answered;
  answered.outcome = assistant.handle(item.text, frames);
  answered.latency_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  // Before anything is claimed: what the program could not do did not happen.
  if (options.exec) ONDOL_TRY(hand_over(*options.exec, assistant.home(), answered.outcome));
  answered.frames = std::move(frames);
  if (options.json) return json_text(answer_json(item.text, answered, options.explain));
  std::string read;
  if (options.explain)
    for (const home::Frame& frame : answered.frames)
      read += "read: " + json_line(home::frame_json(frame)) + "\n";
  return read + answered.outcome.reply + "\n";
}

Status ask_batch(const Options& options, home::FrameReader* reader, Output& out) {
  ONDOL_ASSIGN(const std::string content, read_text_file(*options.batch));
  const std::string path = *options.batch == "-" ? "standard input" : *options.batch;
  return home::for_each_case(content, path, [&](home::Case& item) -> Status {
    if (!out.usable()) return {};
    auto answered = answer_case(item, options.reader, reader);
    if (!answered.ok()) return std::move(answered).error().within(path + ": case " + item.id);
    Json line = {{"id", item.id_json}};
    line.update(answer_json(item.text, *answered, options.explain));
    out.print(json_line(line) + "\n");
    return {};
  });
}

int run(const Options& options, Output& out) {
  if (options.batch.has_value() == !options.text.empty())
    return wrong_usage("home ask", "expected either TEXT or --batch CASES.jsonl");
  if (options.batch && (options.home || options.from || options.exec || options.now))
    return wrong_usage("home ask", "--batch takes home, from and now from the cases, and hands nothing over");
  auto opened = open_frame_reader(options.reader);
  if (!opened.ok()) return refuse(opened.error().message);
  const std::unique_ptr<home::FrameReader> reader = *std::move(opened);
  if (reader == nullptr && !options.batch)
    return refuse("home ask: this program was built without the home model; give one with --model FILE");
  if (options.batch) {
    const Status done = ask_batch(options, reader.get(), out);
    return done.ok() ? 0 : refuse(done.error().message);
  }
  return print_or_refuse(ask_once(options, *reader), out);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_texts(app, "TEXT", options->text, "TEXT", "what is said; several words are joined");
  add_text(app, "--home", options->home, "FILE", "the home, JSON or YAML; without it, a family's flat");
  add_text(app, "--from", options->from, "DEVICE", "the device that hears it: its room is \"here\"");
  add_text(app, "--now", options->now, "TIME",
           "date and time of the home, RFC 3339; without it, the machine's");
  add_text(app, "--exec", options->exec, "CMD", "hand each action to this program, as one JSON line");
  add_text(app, "--batch", options->batch, "CASES.jsonl", "answer all cases of a file; - for standard input");
  add_reader_flags(app, options->reader);
  add_flag(app, "--explain", options->explain, "show what was read in the text, too");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return run(*options, out); };
}

}  // namespace

const Command kHomeAsk = {
    .name = "home ask",
    .group = "Home",
    .summary = "say something to a home: actions, changes and a reply",
    .usage = "[--home FILE] [--from DEVICE] [--exec CMD] [--explain] [--json] TEXT | --batch CASES.jsonl",
    .about =
        "Does what is said on a simulated home and replies in the language of TEXT. Questions change "
        "nothing; where "
        "several devices could be meant it asks back; locks, garage doors, gates and valves need one clear "
        "target.\n\n"
        "--frames FILE holds {\"text\": …, \"frames\": […]} lines: what each text says, as "
        "docs/formats/home.md describes. "
        "They stand in for the model.\n\n"
        "--json prints {text, reply, calls: [{name, arguments, entities}], changes: {entity: {state, "
        "attributes}}, "
        "asked_back, latency_ms}, with --explain also frames: what the text was read as; --batch one such "
        "object a line, with the case's id, in the order of the "
        "input.\n\n"
        "--exec CMD runs CMD in a shell once for each action, before the reply, with {name, arguments, "
        "entity, state, "
        "attributes} as a line on its standard input.",
    .examples =
        "ondol home ask \"turn off everything upstairs except the hallway\"\n"
        "ondol home ask --from kitchen_display --json \"불 켜줘\"\n"
        "ondol home ask --batch cases.jsonl",
    .define = define,
};

}  // namespace ondol::cli
