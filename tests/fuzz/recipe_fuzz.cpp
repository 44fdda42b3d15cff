// A recipe of any bytes: refused in one line that names it, or one that prints whole and keeps its promises.
#include <cstdint>
#include <cstdlib>

#include "train/recipe.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto recipe = ondol::train::parse_recipe(text, "r.toml");
  if (!recipe.ok()) {
    const std::string& message = recipe.error().message;
    if (!message.starts_with("r.toml:") || message.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const auto& m = recipe->model;
  if (m.d_head % 2 != 0 || m.n_head % m.n_kv_head != 0 || m.d_ff < 1) std::abort();
  if (recipe->train.batch_tokens % m.n_ctx != 0 || recipe->data.train.empty()) std::abort();
  if (ondol::train::recipe_text(*recipe).empty() || ondol::train::recipe_identity(*recipe).empty())
    std::abort();
  return 0;
}
