// Training data of any bytes, as every kind: refused in one line, or rows whose every id is in the
// vocabulary.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "train/dataset.h"

namespace {

using ondol::train::Batch;
using ondol::train::Dataset;
using ondol::train::Recipe;

/// A file in memory that has a name ending in .jsonl, since the name decides how text is read.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("lines", 0)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_fuzz_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(fd_), path());
  }
  ~MemoryFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/t.jsonl"; }
  void set(const uint8_t* data, size_t size) const {
    if (ftruncate(fd_, 0) != 0 || pwrite(fd_, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  }

 private:
  int fd_;
  std::string folder_;
};

void check(const Dataset& data, int32_t n_vocab) {
  Batch batch;
  data.fill(1, 0, data.n_rows(), batch);
  int64_t n_targets = 0;
  for (size_t i = 0; i < batch.tokens.size(); ++i) {
    if (batch.tokens[i] < 0 || batch.tokens[i] >= n_vocab) std::abort();
    if (batch.doc_start[i] < 0 ||
        batch.doc_start[i] > static_cast<int32_t>(i % static_cast<size_t>(batch.n_tok)))
      std::abort();
    if (batch.doc_end[i] <= static_cast<int32_t>(i % static_cast<size_t>(batch.n_tok)) ||
        batch.doc_end[i] > static_cast<int32_t>(batch.n_tok))
      std::abort();
  }
  for (const int32_t target : batch.targets) {
    if (target >= n_vocab) std::abort();
    n_targets += target >= 0 ? 1 : 0;
  }
  if (n_targets != data.n_target_tokens()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const MemoryFile file;
  if (size > 8192) return 0;
  file.set(data, size);
  Recipe recipe;
  recipe.path = "r.toml";
  recipe.model.n_ctx = 64;
  recipe.data.train = {file.path()};
  recipe.data.dev_fraction = 0.3;
  recipe.data.long_documents = ondol::train::LongPolicy::drop;
  recipe.tokenizer.n_vocab = 400;
  using ondol::train::DataKind;
  for (const auto kind : {DataKind::text, DataKind::intent, DataKind::clauses}) {
    recipe.data.kind = kind;
    const auto prepared = ondol::train::prepare_data(recipe);
    if (!prepared.ok()) {
      if (prepared.error().message.empty() || prepared.error().message.find('\n') != std::string::npos)
        std::abort();
      continue;
    }
    check(*prepared->train, prepared->tokenizer->n_vocab());
    check(*prepared->dev, prepared->tokenizer->n_vocab());
  }
  return 0;
}
