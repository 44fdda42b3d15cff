// How many tokens a vocabulary spends on a line: trains BPE on the lines of some files and counts on others.
//   tokens_per_line N_VOCAB whole|bytes TRAIN... -- EVAL...
// `whole`: tokens are whole characters or the beginning of one; `bytes`: any bytes. Each line gets a space
// before it, as utterances do. bench/train/utterances.py makes such files.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "train/bpe_trainer.h"

namespace {

std::vector<std::string> lines_of(const char* path) {
  std::ifstream in(path);
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", path);
    std::exit(1);
  }
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(" " + line);
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fprintf(stderr, "usage: tokens_per_line N_VOCAB whole|bytes TRAIN... -- EVAL...\n");
    return 2;
  }
  ondol::train::BpeTrainerOptions options;
  options.n_vocab = std::atoll(argv[1]);
  options.whole_characters = std::string_view(argv[2]) == "whole";
  int arg = 3;
  std::vector<std::string> lines;
  for (; arg < argc && std::string_view(argv[arg]) != "--"; ++arg)
    for (std::string& line : lines_of(argv[arg])) lines.push_back(std::move(line));
  const std::vector<std::string_view> texts(lines.begin(), lines.end());
  const auto start = std::chrono::steady_clock::now();
  const auto spec = ondol::train::train_bpe(texts, options);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!spec.ok()) {
    std::fprintf(stderr, "%s\n", spec.error().message.c_str());
    return 1;
  }
  const auto tokenizer = ondol::Tokenizer::create(*spec);
  if (!tokenizer.ok()) return 1;
  std::printf("%zu tokens, %s, %.2f s:", spec->tokens.size(), argv[2], seconds);
  for (++arg; arg < argc; ++arg) {
    size_t n_tokens = 0, n_lines = 0;
    for (const std::string& line : lines_of(argv[arg])) {
      n_tokens += (*tokenizer)->encode(line, {})->size();
      ++n_lines;
    }
    const std::string_view path = argv[arg];
    std::printf(" %s %.3f", path.substr(path.rfind('/') + 1).data(),
                n_lines > 0 ? static_cast<double>(n_tokens) / static_cast<double>(n_lines) : 0);
  }
  std::printf("\n");
  return 0;
}
