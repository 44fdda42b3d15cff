// ondol pull: a model from the web into the local store.
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "base/mapped_file.h"
#include "base/size.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/chosen_device.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/model_store.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/pull_check.h"
#include "cli/pull_target.h"
#include "fetch/download.h"
#include "fetch/sha256.h"
#include "fetch/url.h"
#include "fit/built_in.h"

namespace ondol::cli {

namespace {

struct Options {
  std::string what, device = "this", name, sha256;
  std::string endpoint;
  int64_t timeout_s = 30;
  int64_t longest_wait_s = 120;
  bool force = false, json = false;
};

struct Pulled {
  PullTarget target;
  std::string path;
  fetch::Downloaded file;
  std::optional<MemoryPlan> plan;
  std::string device;
  bool was_there = false;
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The user's token for the endpoint.
Result<std::string> user_token() {
  std::string token = environment("HF_TOKEN");
  for (const char c : token)
    if (static_cast<unsigned char>(c) <= ' ')
      return Error{ErrorCode::invalid_argument, "HF_TOKEN: expected a token without spaces and line breaks"};
  return token;
}

/// What a model that is there already says of itself. Errors: bad_format when it is not the one asked for.
Result<fetch::Downloaded> present_file(const StoredModel& model, const std::string& sha256) {
  fetch::Downloaded file;
  file.bytes = model.size_bytes;
  if (sha256.empty()) return file;
  ONDOL_ASSIGN(const auto mapping, MappedFile::open(model.path));
  fetch::Sha256 hash;
  hash.add(mapping->bytes());
  file.sha256 = hash.hex();
  file.verified = file.sha256 == sha256;
  if (!file.verified)
    return Error{ErrorCode::bad_format, model.path + ": is in the store already, with another sha256 (" +
                                            file.sha256 + "); ondol rm " + model.name + " makes room"};
  return file;
}

Result<fetch::Downloaded> fetch_file(const fetch::Asking& asking, const Pulled& pulled,
                                     const std::string& sha256, PullCheck& check) {
  const PullTarget& target = pulled.target;
  Progress progress(target.name);
  fetch::Download job;
  static_cast<fetch::Asking&>(job) = asking;
  job.url = target.url;
  job.token = target.token;
  job.denied_hint = target.denied_hint;
  job.path = pulled.path;
  job.sha256 = sha256;
  job.check_head = [&](const std::string& part_path, uint64_t bytes, uint64_t total) {
    return check.look(part_path, bytes, total, target.name);
  };
  job.progress = [&](uint64_t done, uint64_t total) {
    progress.relabel(target.name + " " + format_bytes(done) + " of " + format_bytes(total));
    progress.update(done, total);
  };
  job.note = [&](const std::string& line) {
    progress.relabel(line);
    progress.update(0, 0);
  };
  return fetch::download(job);
}

Result<Pulled> pull(const Options& options) {
  ONDOL_TRY(fetch::check_url(options.endpoint));
  ONDOL_ASSIGN(auto device, chosen_device(options.device));
  ONDOL_ASSIGN(auto constants, fit::built_in_constants());
  const InterruptScope interrupt;
  fetch::Asking asking;
  ONDOL_ASSIGN(asking.token, user_token());
  asking.timeout_s = options.timeout_s;
  asking.longest_wait_s = options.longest_wait_s;
  asking.go_on = [] { return !InterruptScope::interrupted(); };
  Pulled pulled;
  pulled.device = device.name;
  ONDOL_ASSIGN(pulled.target, pull_target({options.what, options.endpoint, asking, device, constants}));
  if (!options.name.empty()) pulled.target.name = options.name;
  ONDOL_ASSIGN(const ModelStore store, ModelStore::of_user());
  ONDOL_ASSIGN(pulled.path, store.place_for(pulled.target.name));
  if (const auto present = store.find(pulled.target.name); present.ok()) {
    pulled.was_there = true;
    ONDOL_ASSIGN(pulled.file, present_file(*present, options.sha256));
    return pulled;
  }
  PullCheck check(std::move(device), std::move(constants), options.force);
  ONDOL_ASSIGN(pulled.file, fetch_file(asking, pulled, options.sha256, check));
  pulled.plan = check.plan();
  return pulled;
}

Json pulled_json(const Pulled& p) {
  Json document = {{"name", p.target.name},
                   {"path", p.path},
                   {"url", p.target.url},
                   {"was_there", p.was_there},
                   {"bytes", p.file.bytes},
                   {"resumed_from_bytes", p.file.kept_bytes},
                   {"sha256", p.file.sha256.empty() ? Json() : Json(p.file.sha256)},
                   {"verified", p.file.verified},
                   {"device", p.device},
                   {"memory", Json()}};
  if (p.plan)
    document["memory"] = {{"total_bytes", p.plan->total_bytes()},
                          {"budget_bytes", p.plan->budget_bytes},
                          {"context", p.plan->n_ctx}};
  return document;
}

std::string pulled_text(const Pulled& p) {
  const std::string next = "try it: ondol run " + p.target.name + "\n";
  if (p.was_there)
    return p.target.name + " is in the store already (" + p.path + ", " + format_bytes(p.file.bytes) + ")\n" +
           next;
  std::string text = p.path + ": " + format_bytes(p.file.bytes);
  if (p.file.kept_bytes > 0) text += ", gone on from " + format_bytes(p.file.kept_bytes);
  text += "\nsha256 " + p.file.sha256 +
          (p.file.verified ? ": as expected\n" : ": nobody said what it should be\n");
  if (p.plan)
    text += "memory on " + p.device + ": " + format_bytes(p.plan->total_bytes()) + " with a context of " +
            std::to_string(p.plan->n_ctx) + " tokens, " + format_bytes(p.plan->budget_bytes) + " are free\n";
  return text + next;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const std::string endpoint = environment("HF_ENDPOINT");
  options->endpoint = endpoint.empty() ? "https://huggingface.co" : endpoint;
  add_text(app, "MODEL", options->what, "MODEL",
           "NAME[:TYPE] of the catalogue, hf:OWNER/REPO[:TYPE], hf:OWNER/REPO/FILE.gguf, or an address",
           Need::required);
  add_text(app, "--device", options->device, "NAME|FILE|this",
           "the device that shall hold it, this machine by default");
  add_text(app, "--name", options->name, "NAME", "its name in the store; by default the file's");
  add_text(app, "--sha256", options->sha256, "HEX", "what the file must be; by default what the server says");
  add_text(app, "--endpoint", options->endpoint, "URL",
           "where Hugging Face is; by default $HF_ENDPOINT or its own");
  add_int(app, "--timeout", options->timeout_s, 1, 3600, "seconds in which something must come");
  add_int(app, "--longest-wait", options->longest_wait_s, 0, 86400,
          "seconds to wait before another attempt, at most");
  add_flag(app, "--force", options->force, "fetch it although it does not fit the device, or cannot be run");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) {
    if (!options->sha256.empty()) {
      const std::string given = std::exchange(options->sha256, fetch::sha256_text(options->sha256));
      if (options->sha256.empty())
        return wrong_usage("pull", "--sha256: expected 64 hexadecimal digits, got \"" + given + "\"");
    }
    while (options->endpoint.ends_with('/')) options->endpoint.pop_back();
    const auto pulled = pull(*options);
    if (!pulled.ok()) return refuse(pulled.error().message);
    out.print(options->json ? json_text(pulled_json(*pulled)) : pulled_text(*pulled));
    return 0;
  };
}

}  // namespace

const Command kPull = {
    .name = "pull",
    .group = "Models on this machine",
    .summary = "fetch a model into the local store, if it fits this device",
    .usage = "NAME[:TYPE]|hf:OWNER/REPO[:TYPE|/FILE.gguf]|URL [--sha256 HEX] [--json]",
    .about =
        "NAME is a model of the catalogue (ondol fit chooses among them), TYPE its type of weights: without "
        "it, Q4_K_M "
        "or the largest below that the device holds. The file's header is fetched first: what does not fit "
        "the device's "
        "memory, or cannot be run, is refused before the rest; so is what the disk has no room for.\n\n"
        "A download that was cut, or stopped by Ctrl-C, goes on with the same command. The file appears in "
        "the store "
        "when it is whole and its sha256 is what --sha256 or the server says.\n\n"
        "Models that ask for a licence to be accepted need a token in $HF_TOKEN; it is sent to the endpoint "
        "and to no "
        "other host. Needs the program curl.",
    .examples =
        "ondol pull qwen3-4b\nondol pull qwen3-0.6b:Q8_0 --device raspberry-pi-4\n"
        "ondol pull hf:Qwen/Qwen3-0.6B-GGUF/Qwen3-0.6B-Q8_0.gguf --json",
    .define = define,
};

}  // namespace ondol::cli
