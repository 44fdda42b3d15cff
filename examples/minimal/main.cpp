// The library in 20 lines: minimal MODEL.gguf TEXT
#include <cstdio>

#include "ondol/session.h"

static int fail(const ondol::Error& error) { return std::fprintf(stderr, "%s\n", error.message.c_str()), 1; }

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "usage: minimal MODEL.gguf TEXT\n"), 2;
  auto engine = ondol::Engine::create();
  if (!engine.ok()) return fail(engine.error());
  auto model = ondol::Model::load(*engine, argv[1]);
  if (!model.ok()) return fail(model.error());
  auto session = ondol::Session::open(*model);
  auto prompt = (*model)->tokenize(argv[2], true, false);
  if (!session.ok() || !prompt.ok()) return fail(session.ok() ? prompt.error() : session.error());
  auto answer = (*session)->generate(*prompt, {.sampling = {.temperature = 0}, .max_tokens = 32});
  if (!answer.ok()) return fail(answer.error());
  std::printf("%s\n", answer->text.c_str());
}
