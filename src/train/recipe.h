// A training recipe: what RECIPE.toml says, every key checked, defaults filled in.
// Knows nothing of how any of it is carried out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ondol/result.h"

namespace ondol::train {

enum class TokenizerKind { bpe, gguf };
enum class DataKind { text, intent, clauses };
/// How rows are drawn from running text: `shuffle` walks all of it once an epoch, from a start that changes
/// by epoch; `random` draws windows anywhere, with replacement.
enum class Sampling { shuffle, random };
/// What becomes of a document that is longer than the context.
enum class LongPolicy { split, drop, error };
enum class Precision { f32, bf16 };
enum class OptimizerKind { adamw, muon };

struct ModelRecipe {
  int64_t d_model = 0, n_layer = 0, n_head = 0;
  int64_t n_kv_head = 0;  ///< default n_head
  int64_t d_head = 0;     ///< default d_model / n_head
  int64_t d_ff = 0;       ///< default 8/3 d_model, rounded up to a multiple of 32
  int64_t n_ctx = 256;    ///< tokens of a training row, and the context length of the model
  bool tied = true;
  bool qk_norm = true;
  bool causal = true;  ///< false: a token also sees those behind it, in the same document; for data of labels
  double rope_theta = 10000;
  double norm_eps = 1e-6;
  double dropout = 0;
  double init_std = 0.02;
  double embedding_init_std = 0.02;
  int64_t ngram_buckets = 0;  ///< rows of the table that tokens with the same letters share; 0 = none
};

struct TokenizerRecipe {
  TokenizerKind kind = TokenizerKind::bpe;
  std::string path;        ///< of kind gguf: absolute
  int64_t n_vocab = 4096;  ///< of kind bpe; special tokens included. Fewer where the data holds no more pairs
  int64_t min_frequency = 2;  ///< of kind bpe: pairs seen less often are not merged
  int64_t max_token_bytes = 32;
  int64_t max_token_syllables = 0;  ///< of kind bpe: of Hangul in one token; 0 = no limit
};

struct DataRecipe {
  DataKind kind = DataKind::text;
  std::vector<std::string> train;  ///< absolute paths
  std::string dev;                 ///< absolute path; empty: dev_fraction of the training data
  double dev_fraction = 0;
  Sampling sampling = Sampling::shuffle;
  LongPolicy long_documents = LongPolicy::error;
  /// Of kind clauses: span roles whose words a reader often knows beforehand; they are marked in the text.
  std::vector<std::string> known_roles;
  double token_noise = 0;   ///< of kinds intent and clauses: share of tokens that are replaced
  double label_weight = 1;  ///< in the loss: of an intent or a clause's label, where a tag has 1
};

struct TrainRecipe {
  Precision precision = Precision::bf16;
  int64_t batch_tokens = 8192;
  int64_t micro_batch_tokens = 0;  ///< 0 = the trainer chooses
  int64_t steps = 0;               ///< exactly one of steps, epochs and minutes is above 0
  double epochs = 0;
  double minutes = 0;
  OptimizerKind optimizer = OptimizerKind::adamw;
  double lr = 1e-3;
  double muon_lr = 0.02;
  double embedding_lr = 0;  ///< 0 = lr
  double weight_decay = 0.1;
  double beta1 = 0.9, beta2 = 0.95, eps = 1e-8;
  double clip = 1.0;  ///< of the global gradient norm; 0 = off
  int64_t warmup_steps = 0;
  double decay_fraction = 0.2;  ///< last share of the run, in which the rate falls to 0
  double label_smoothing = 0;
  double ema = 0;  ///< decay of the averaged weights; 0 = off
  int64_t eval_every_steps = 100;
  double checkpoint_minutes = 5;
};

struct ExportRecipe {
  std::string type = "F16";
};

struct EnsembleRecipe {
  int64_t teachers = 0;       ///< models trained first and distilled into the last; 0 = none
  double teacher_epochs = 0;  ///< of each; 0: as long as the last
  double bag_weight = 0;      ///< of kind intent: share that a bag of words has in what they say of an intent
  double distill_weight = 0.5;
  double temperature = 1.0;
};

struct Recipe {
  std::string path;  ///< of the recipe itself, as given
  std::string name;  ///< default: the file's name without .toml
  std::string out;   ///< default out/NAME.gguf, from the current folder
  int64_t seed = 0;
  ModelRecipe model;
  TokenizerRecipe tokenizer;
  DataRecipe data;
  TrainRecipe train;
  ExportRecipe exported;  ///< section [export]
  EnsembleRecipe ensemble;
};

/// Paths in a recipe are taken from its own folder; a leading $ONDOL_SHARED is that variable, by default
/// the folder `shared` beside the working tree that the recipe lies in.
/// Errors: not_found, io; bad_format "FILE:LINE: section.key: expected …, got …" (a key that is unknown names
/// the nearest known one).
Result<Recipe> read_recipe(const std::string& path);
/// The same from text in memory; path is used in errors and to resolve paths.
Result<Recipe> parse_recipe(const std::string& text, const std::string& path);

/// Every key with its resolved value, one "section.key = value" a line, in the table's order.
std::string recipe_text(const Recipe& recipe);
/// The same without names, paths and reporting: what two recipes that train the same model on the same data
/// have in common. For the checkpoint's fingerprint (the data has its own).
std::string recipe_identity(const Recipe& recipe);

}  // namespace ondol::train
