// Which tokens end a generation. Model files seldom say it all, so the names that published models use are
// known here: one row each. Knows nothing of encoding.
#include <algorithm>
#include <string_view>

#include "text/tokenizer_base.h"

namespace ondol {
namespace {

constexpr std::string_view kEndNames[] = {
    "<|eot_id|>",
    "<|eom_id|>",  // Llama 3
    "<|im_end|>",  // ChatML: Qwen, SmolLM
    "<|end|>",
    "<|return|>",
    "<|call|>",  // Phi-3; harmony
    "<|flush|>",
    "<|calls|>",  // Solar Open
    "<end_of_turn>",
    "<eos>",
    "<turn|>",  // Gemma
    "<|endoftext|>",
    "<|end_of_text|>",  // GPT-2, Granite
    "</s>",             // Llama 2, Mistral
    "[|endofturn|]",    // EXAONE
    "<EOT>",
    "_<EOT>",
    "[EOT]",
    "[EOS]",
    "<end_of_utterance>",     // CodeLlama, Kimi, SmolVLM
    "<｜end▁of▁sentence｜>",  // DeepSeek
    "<|fim_pad|>",
    "<fim-pad>",
    "<fim_pad>",
    "<PAD>",
    "[PAD]",  // ends of fill-in-the-middle
    "<|fim_repo|>",
    "<|repo_name|>",
    "<fim-repo>",
    "<REPO>",
    "<reponame>",
    "<|file_sep|>",
};

// Harmony's channel marks are text to whoever reads the stream, though files call them control tokens.
constexpr std::string_view kVisibleNames[] = {"<|channel|>", "<|message|>", "<|start|>", "<|constrain|>"};

void set_type(TokenizerSpec& spec, TokenId id, TokenType type) {
  if (spec.types.empty()) spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.types[id] = type;
}

}  // namespace

std::vector<TokenId> end_of_generation_ids(TokenizerSpec& spec, const TokenIndex& index) {
  std::vector<TokenId> ids = spec.eog;
  for (std::string_view name : kEndNames) {
    const TokenId id = index.find(name);
    if (id < 0) continue;
    ids.push_back(id);
    set_type(spec, id, TokenType::control);
  }
  // Where harmony's <|return|> and <|call|> end the answer, <|end|> only ends one of its messages.
  const TokenId end = index.find("<|end|>");
  const bool returns = index.find("<|return|>") >= 0 && index.find("<|call|>") >= 0;
  const bool flushes =
      index.find("<|flush|>") >= 0 && (index.find("<|call|>") >= 0 || index.find("<|calls|>") >= 0);
  if (end >= 0 && (returns || flushes)) {
    std::erase(ids, end);
    set_type(spec, end, TokenType::user_defined);
  }
  if (spec.eos >= 0) ids.push_back(spec.eos);
  if (spec.eot >= 0) ids.push_back(spec.eot);
  for (std::string_view name : kVisibleNames) {
    if (const TokenId id = index.find(name); id >= 0) set_type(spec, id, TokenType::user_defined);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace ondol
