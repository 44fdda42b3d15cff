// The table of pre-tokenizers and the walk through their stages. Knows nothing of vocabularies.
#include "text/pretokenizer.h"

#include <array>

#include "text/pretokenizer_patterns.h"

namespace ondol {
namespace {

using namespace patterns;

constexpr FindNext kDefault[] = {punctuation, gpt2, digits, ascii_triple};
constexpr FindNext kGpt2[] = {gpt2};
constexpr FindNext kDigitGpt2[] = {digit, gpt2};
constexpr FindNext kLlama3[] = {llama3};
constexpr FindNext kQwen2[] = {qwen2};
constexpr FindNext kQwen35[] = {qwen35};
constexpr FindNext kMinicpm5[] = {three_digits, minicpm5};
constexpr FindNext kUfakzeka[] = {ufakzeka};
constexpr FindNext kSeedCoder[] = {seed_coder};
constexpr FindNext kExaoneMoe[] = {exaone_moe};
constexpr FindNext kGpt4o[] = {gpt4o};
constexpr FindNext kTekken[] = {tekken};
constexpr FindNext kFalcon[] = {ascii_or_punctuation, gpt2, byte_digits, ascii_triple};
constexpr FindNext kDeepseekLlm[] = {newline,           deepseek_letters, deepseek_punctuation,
                                     final_white_space, deepseek_cjk,     digit};
constexpr FindNext kDeepseekCoder[] = {newline, letters_after_space, punctuation_after_space, deepseek_cjk,
                                       digit};
constexpr FindNext kDeepseekV3[] = {three_digits, cjk_and_kana, deepseek_v3};
constexpr FindNext kBloom[] = {bloom};
constexpr FindNext kViking[] = {bloom, digit};

constexpr bool kIgnoreMerges = true;
constexpr bool kAddBos = true;
constexpr bool kNfc = true;

// One row a name, as model files write it in tokenizer.ggml.pre. docs/decisions says where these follow the
// models' own tokenizer.json rather than another reader of such files.
constexpr PreTokenizer kTable[] = {
    {"default", kDefault},
    {"gpt-2", kGpt2},
    {"phi-2", kGpt2},
    {"mpt", kGpt2, !kIgnoreMerges, !kAddBos, kNfc},
    {"olmo", kGpt2, !kIgnoreMerges, !kAddBos, kNfc},
    {"jais", kGpt2},
    {"trillion", kGpt2},
    {"granite-docling", kGpt2},
    {"exaone4", kGpt2},
    {"a.x-4.0", kGpt2},
    {"gigachat", kGpt2},
    {"mellum", kGpt2},
    {"smollm", kDigitGpt2},
    {"starcoder", kDigitGpt2},
    {"refact", kDigitGpt2},
    {"command-r", kDigitGpt2, !kIgnoreMerges, !kAddBos, kNfc},
    {"codeshell", kDigitGpt2},
    {"exaone", kDigitGpt2},
    {"minerva-7b", kDigitGpt2},
    {"mellum2", kDigitGpt2},
    {"llama-bpe", kLlama3, kIgnoreMerges, kAddBos},
    {"llama3", kLlama3, kIgnoreMerges, kAddBos},
    {"llama-v3", kLlama3, kIgnoreMerges, kAddBos},
    {"smollm3", kLlama3, kIgnoreMerges},
    {"falcon3", kLlama3, kIgnoreMerges, kAddBos},
    {"falcon-h1", kLlama3, kIgnoreMerges, kAddBos},
    {"pixtral", kLlama3, kIgnoreMerges, kAddBos},
    {"midm-2.0", kLlama3, kIgnoreMerges, kAddBos},
    {"lfm2", kLlama3, kIgnoreMerges, kAddBos},
    {"glm4", kLlama3, kIgnoreMerges},
    {"chatglm-bpe", kLlama3},
    {"dbrx", kLlama3},
    {"smaug-bpe", kLlama3},
    {"qwen2", kQwen2, !kIgnoreMerges, !kAddBos, kNfc},
    {"deepseek-r1-qwen", kQwen2},
    {"kormo", kQwen2},
    {"megrez", kQwen2},
    {"hunyuan", kQwen2},
    {"solar-open", kQwen2},
    {"grok-2", kQwen2},
    {"bailingmoe", kQwen2},
    {"bailingmoe2", kQwen2},
    {"llada-moe", kQwen2},
    {"stablelm2", kQwen2},
    {"qwen35", kQwen35, !kIgnoreMerges, !kAddBos, kNfc},
    {"minicpm5", kMinicpm5, kIgnoreMerges},
    {"ufakzeka", kUfakzeka},
    {"seed-coder", kSeedCoder},
    {"exaone-moe", kExaoneMoe},
    {"gpt-4o", kGpt4o},
    {"llama4", kGpt4o},
    {"kanana2", kGpt4o},
    {"minimax-m2", kGpt4o},
    {"tekken", kTekken, kIgnoreMerges, kAddBos},
    {"falcon", kFalcon},
    {"deepseek-llm", kDeepseekLlm},
    {"deepseek-coder", kDeepseekCoder},
    {"deepseek-v3", kDeepseekV3},
    {"hunyuan-dense", kDeepseekV3},
    {"joyai-llm", kDeepseekV3},
    {"bloom", kBloom},
    {"gpt3-finnish", kBloom},
    {"poro-chat", kBloom},
    {"viking", kViking},
};

using Emit = std::function<void(std::string_view)>;

// A stage sees only its own piece, so look-ahead stops at the borders that earlier stages drew.
void split(std::span<const FindNext> stages, std::string_view piece, const Emit& emit) {
  if (piece.empty()) return;
  if (stages.empty()) return emit(piece);
  const auto rest = stages.subspan(1);
  for (size_t pos = 0; pos < piece.size();) {
    const Match match = stages.front()(piece, pos);
    split(rest, piece.substr(pos, match.begin - pos), emit);
    split(rest, piece.substr(match.begin, match.end - match.begin), emit);
    pos = match.end;
  }
}

}  // namespace

std::span<const PreTokenizer> all_pretokenizers() { return kTable; }

const PreTokenizer* find_pretokenizer(std::string_view name) {
  if (name.empty()) name = "default";
  for (const PreTokenizer& row : kTable) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

void pretokenize(const PreTokenizer& row, std::string_view text, const Emit& emit) {
  split(row.stages, text, emit);
}

}  // namespace ondol
