#include "models/architecture.h"

#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol {
namespace {

constexpr Architecture kArchitectures[] = {
    {"llama", arch::configure_llama},     {"mistral", arch::configure_llama},
    {"exaone", arch::configure_exaone},   {"qwen2", arch::configure_qwen2},
    {"qwen3", arch::configure_qwen3},     {"gemma2", arch::configure_gemma2},
    {"gemma3", arch::configure_gemma3},   {"phi3", arch::configure_phi3},
    {"smollm3", arch::configure_smollm3}, {"granite", arch::configure_granite},
    {"olmo2", arch::configure_olmo2},
};

Result<const Architecture*> find_architecture(const GgufFile& file) {
  ONDOL_ASSIGN(const std::string name, file.get_string("general.architecture"));
  std::string known;
  for (const Architecture& architecture : kArchitectures) {
    if (name == architecture.name) return &architecture;
    known += (known.empty() ? "" : ", ") + std::string(architecture.name);
  }
  return Error{ErrorCode::unsupported, file.path() + ": general.architecture: expected one of " + known +
                                           ", got \"" + name.substr(0, 64) + "\""};
}

Result<ModelConfig> configure(const Binder& binder, const Architecture& architecture, int64_t n_ctx) {
  ModelConfig config;
  ONDOL_TRY(binder.read_shapes(config));
  ONDOL_TRY(architecture.configure(binder, n_ctx, config));
  return config;
}

}  // namespace

std::span<const Architecture> architectures() { return kArchitectures; }

Result<ModelConfig> read_config(const GgufFile& file, int64_t n_ctx) {
  ONDOL_ASSIGN(const Architecture* architecture, find_architecture(file));
  return configure(Binder(file, architecture->name), *architecture, n_ctx);
}

Result<BoundModel> bind_model(const GgufFile& file, int64_t n_ctx) {
  ONDOL_ASSIGN(const Architecture* architecture, find_architecture(file));
  const Binder binder(file, architecture->name);
  BoundModel model;
  ONDOL_ASSIGN(model.config, configure(binder, *architecture, n_ctx));
  ONDOL_TRY(binder.bind_ends(model.config, model.weights));
  ONDOL_TRY(binder.bind_layers(model.config, model.weights));
  return model;
}

}  // namespace ondol
