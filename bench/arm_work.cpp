// What bench/arm_instructions.sh counts: the work of a model or of the home and nothing else.
//   arm_work MODEL.gguf PROMPT WRITTEN   reads PROMPT tokens at once, then writes WRITTEN
//   arm_work HOME.json                   reads each line of standard input as said to that home
#include <cstdio>
#include <iostream>
#include <string>

#include "home/assistant.h"
#include "home/model_reader.h"
#include "ondol/session.h"

namespace {

int fail(const ondol::Error& error) { return std::fprintf(stderr, "%s\n", error.message.c_str()), 1; }

int model_work(const char* path, int64_t n_prompt, int64_t n_written) {
  auto engine = ondol::Engine::create({.n_threads = 1, .target = ""});
  if (!engine.ok()) return fail(engine.error());
  auto model = ondol::Model::load(*engine, path, {.n_ctx = 1024});
  if (!model.ok()) return fail(model.error());
  auto session = ondol::Session::open(*model);
  if (!session.ok()) return fail(session.error());
  std::vector<ondol::TokenId> prompt;
  for (int64_t i = 0; i < n_prompt; ++i) prompt.push_back(static_cast<ondol::TokenId>(i * 7919 % 10000));
  ondol::GenerateOptions options;
  options.max_tokens = n_written;
  options.sampling.temperature = 0;
  options.ignore_eos = true;
  const auto done = (*session)->generate(prompt, options);
  return done.ok() ? 0 : fail(done.error());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) return model_work(argv[1], std::stoll(argv[2]), std::stoll(argv[3]));
  if (argc != 2) return std::fprintf(stderr, "usage: arm_work MODEL PROMPT WRITTEN, or arm_work HOME\n"), 2;
  auto engine = ondol::Engine::create({.n_threads = 1, .target = ""});
  if (!engine.ok()) return fail(engine.error());
  auto reader = ondol::home::ModelReader::open(std::move(*engine));
  if (!reader.ok()) return fail(reader.error());
  auto home = ondol::home::load_home(argv[1]);
  if (!home.ok()) return fail(home.error());
  ondol::home::Assistant assistant(*home, "", std::nullopt);
  for (std::string text; std::getline(std::cin, text);) {
    const auto frames = (*reader)->read(text, {}, assistant.mentions(text));
    if (!frames.ok()) return fail(frames.error());
    std::printf("%s\n", assistant.handle(text, *frames).reply.c_str());
  }
  return 0;
}
