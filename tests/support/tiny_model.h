// A complete tiny Llama with random weights and a byte vocabulary, written as a GGUF file for tests that need
// a model but not a particular one. Every piece of metadata can be overridden to make it wrong.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "format/gguf.h"
#include "text/bpe.h"

namespace ondol::test {

/// A folder of its own for one test, removed at the end.
class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ondol_test_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct TinyModelSpec {
  uint32_t n_layer = 2, d_model = 64, n_head = 4, n_kv_head = 2, d_ff = 96, n_ctx_train = 256;
  float norm_eps = 1e-5f, rope_theta = 10000.0f;
  float weight_scale = 1.0f;
  uint32_t seed = 1;
  std::string chat_template;
  std::vector<std::string> special_tokens;          ///< further control tokens, the last ids
  std::string skip_tensor;                          ///< leave this one out
  std::function<void(GgufWriter&)> extra_metadata;  ///< called last
};

// GPT-2's printable stand-ins for the 256 bytes, then the one merge, then the end token.
inline std::vector<std::string> byte_vocabulary() {
  std::vector<std::string> tokens(byte_alphabet().begin(), byte_alphabet().end());
  tokens.push_back("th");
  tokens.push_back("<|end|>");
  return tokens;
}

inline void write_tiny_model(const std::string& path, const TinyModelSpec& spec = {}) {
  auto tokens = byte_vocabulary();
  const size_t end = tokens.size() - 1;
  tokens.insert(tokens.end(), spec.special_tokens.begin(), spec.special_tokens.end());
  const uint64_t d = spec.d_model, f = spec.d_ff, n_vocab = tokens.size();
  const uint64_t d_kv = d / spec.n_head * spec.n_kv_head;
  auto created = GgufWriter::create(path);
  ASSERT_TRUE(created.ok()) << created.error().message;
  GgufWriter& w = **created;
  w.set_string("general.architecture", "llama");
  w.set_string("general.name", "tiny");
  w.set_uint("llama.block_count", spec.n_layer);
  w.set_uint("llama.context_length", spec.n_ctx_train);
  w.set_uint("llama.embedding_length", spec.d_model);
  w.set_uint("llama.feed_forward_length", spec.d_ff);
  w.set_uint("llama.attention.head_count", spec.n_head);
  w.set_uint("llama.attention.head_count_kv", spec.n_kv_head);
  w.set_float("llama.attention.layer_norm_rms_epsilon", spec.norm_eps);
  w.set_float("llama.rope.freq_base", spec.rope_theta);
  w.set_string("tokenizer.ggml.model", "gpt2");
  w.set_string("tokenizer.ggml.pre", "gpt-2");
  w.set_strings("tokenizer.ggml.tokens", tokens);
  std::vector<int32_t> types(tokens.size(), 1);
  std::fill(types.begin() + static_cast<ptrdiff_t>(end), types.end(), 3);
  w.set_ints("tokenizer.ggml.token_type", types);
  w.set_strings("tokenizer.ggml.merges", std::vector<std::string>{"t h"});
  w.set_uint("tokenizer.ggml.eos_token_id", static_cast<uint32_t>(end));
  w.set_bool("tokenizer.ggml.add_bos_token", false);
  if (!spec.chat_template.empty()) w.set_string("tokenizer.chat_template", spec.chat_template);
  if (spec.extra_metadata) spec.extra_metadata(w);

  struct Tensor {
    std::string name;
    std::vector<uint64_t> dims;
  };
  std::vector<Tensor> tensors{
      {"token_embd.weight", {d, n_vocab}}, {"output.weight", {d, n_vocab}}, {"output_norm.weight", {d}}};
  for (uint32_t i = 0; i < spec.n_layer; ++i) {
    const std::string p = "blk." + std::to_string(i) + ".";
    tensors.push_back({p + "attn_norm.weight", {d}});
    tensors.push_back({p + "attn_q.weight", {d, d}});
    tensors.push_back({p + "attn_k.weight", {d, d_kv}});
    tensors.push_back({p + "attn_v.weight", {d, d_kv}});
    tensors.push_back({p + "attn_output.weight", {d, d}});
    tensors.push_back({p + "ffn_norm.weight", {d}});
    tensors.push_back({p + "ffn_gate.weight", {d, f}});
    tensors.push_back({p + "ffn_up.weight", {d, f}});
    tensors.push_back({p + "ffn_down.weight", {f, d}});
  }
  std::erase_if(tensors, [&](const Tensor& t) { return t.name == spec.skip_tensor; });
  for (const Tensor& t : tensors) ASSERT_TRUE(w.declare(t.name, DType::f32, t.dims).ok());
  std::mt19937 random(spec.seed);
  std::normal_distribution<float> normal;
  for (const Tensor& t : tensors) {
    const bool is_norm = t.dims.size() == 1;
    std::vector<float> values(t.dims[0] * (is_norm ? 1 : t.dims[1]));
    const float scale = spec.weight_scale / std::sqrt(static_cast<float>(t.dims[0]));
    for (float& v : values) v = is_norm ? 1.0f + 0.1f * normal(random) : normal(random) * scale;
    if (t.name == "output.weight")
      for (float& v : values) v *= 2.0f;  // logits spread wide enough to sample from
    ASSERT_TRUE(w.write(values.data(), values.size() * sizeof(float)).ok());
  }
  const Status finished = w.finish();
  ASSERT_TRUE(finished.ok()) << finished.error().message;
}

}  // namespace ondol::test
