// A pre_tokenizer is flattened into one line of steps; the table says which name each line has.
// Knows nothing of vocabularies.
#include "text/tokenizer_json_pre.h"

#include <functional>

#include "base/try.h"

namespace ondol {
namespace {

using nlohmann::json;

// Published regular expressions. \s*[\r\n] and \s*[\r\n]+ end at the same place, and so do possessive
// quantifiers here, so several spellings share one scanner.
constexpr std::string_view kLlama3 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kLlama3ByCases =
    R"re((?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kCl100k =
    R"re('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)re";
constexpr std::string_view kQwen2 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kBailing =
    R"re('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)re";
constexpr std::string_view kQwen35 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kMinicpm5 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kExaoneMoe =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+)re";
constexpr std::string_view kGpt4o =
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
constexpr std::string_view kTekken =
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";
// The line breaks inside this one are characters, not escapes.
constexpr std::string_view kDeepseekV3 =
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| "
    "?[\\p{P}\\p{S}]+"
    "[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+";
constexpr std::string_view kBloom = R"re( ?[^(\s|.,!?…。，、।۔،)]+)re";
constexpr std::string_view kGpt2 =
    R"re('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)re";

// One step of a pre_tokenizer, compared field by field with what the file has.
struct Step {
  enum class Kind { split, digits, digit_groups, punctuation, byte_level, byte_level_regex } kind;
  std::string pattern;  // of a split
  bool operator==(const Step&) const = default;
};

Step split(std::string_view pattern) { return {Step::Kind::split, std::string(pattern)}; }
Step plain(Step::Kind kind) { return {kind, ""}; }

struct Known {
  const char* name;
  std::vector<Step> steps;
};

const std::vector<Known>& known_pre_tokenizers() {
  using Kind = Step::Kind;
  static const std::vector<Known> table = [] {
    const Step bytes = plain(Kind::byte_level), bytes_gpt2 = plain(Kind::byte_level_regex);
    std::vector<Known> t = {
        {"gpt-2", {bytes_gpt2}},
        {"gpt-2", {split(kGpt2), bytes}},
        {"smollm", {plain(Kind::digits), bytes_gpt2}},
        {"smollm", {split(R"(\p{N})"), bytes_gpt2}},
        {"falcon",
         {plain(Kind::punctuation), bytes_gpt2, plain(Kind::digit_groups), split("[0-9][0-9][0-9]")}},
        {"deepseek-coder",
         {split("[\r\n]"), split(R"(\s?\p{L}+)"), split(R"(\s?\p{P}+)"), split("[一-龥ࠀ-一가-퟿]+"),
          plain(Kind::digits), bytes}},
        {"deepseek-v3",
         {split(R"(\p{N}{1,3})"), split("[一-龥぀-ゟ゠-ヿ]+"), split(kDeepseekV3), bytes}},
        {"minicpm5", {split(R"(\p{N}{1,3})"), split(kMinicpm5), bytes}},
    };
    const std::pair<const char*, std::string_view> single[] = {
        {"llama-bpe", kLlama3}, {"llama-bpe", kLlama3ByCases}, {"llama-bpe", kCl100k}, {"qwen2", kQwen2},
        {"qwen2", kBailing},    {"qwen35", kQwen35},           {"gpt-4o", kGpt4o},     {"tekken", kTekken},
        {"bloom", kBloom},      {"exaone-moe", kExaoneMoe},
    };
    for (const auto& [name, pattern] : single) t.push_back({name, {split(pattern), bytes}});
    return t;
  }();
  return table;
}

Error unsupported(const std::string& what) { return {ErrorCode::unsupported, what}; }

std::string type_of(const json& step) {
  const auto type = step.find("type");
  return type != step.end() && type->is_string() ? type->get<std::string>() : "";
}

bool flag(const json& step, const char* name, bool fallback) {
  const auto value = step.find(name);
  return value != step.end() && value->is_boolean() ? value->get<bool>() : fallback;
}

std::string text_field(const json& step, const char* name) {
  const auto value = step.find(name);
  return value != step.end() && value->is_string() ? value->get<std::string>() : "";
}

// The parts of root[field]: itself, or the members of a Sequence; none for null. Depth is bounded by the
// reader.
void flatten(const json& step, const char* list, std::vector<const json*>& out) {
  if (!step.is_object()) return;
  if (type_of(step) != "Sequence") {
    out.push_back(&step);
    return;
  }
  const auto members = step.find(list);
  if (members == step.end() || !members->is_array()) return;
  for (const json& member : *members) flatten(member, list, out);
}

std::vector<const json*> parts(const json& root, const char* field, const char* list) {
  std::vector<const json*> out;
  if (!root.is_object()) return out;
  if (const auto step = root.find(field); step != root.end()) flatten(*step, list, out);
  return out;
}

std::vector<const json*> pre_tokenizers(const json& root) {
  return parts(root, "pre_tokenizer", "pretokenizers");
}
std::vector<const json*> normalizers(const json& root) { return parts(root, "normalizer", "normalizers"); }

std::string pattern_of(const json& step, const char* kind) {
  const auto pattern = step.find("pattern");
  return pattern != step.end() && pattern->is_object() ? text_field(*pattern, kind) : "";
}

Result<Step> read_step(const json& step) {
  using Kind = Step::Kind;
  const std::string type = type_of(step), behavior = text_field(step, "behavior");
  if (type == "ByteLevel") {
    if (flag(step, "add_prefix_space", true)) return unsupported("pre_tokenizer ByteLevel: add_prefix_space");
    return plain(flag(step, "use_regex", true) ? Kind::byte_level_regex : Kind::byte_level);
  }
  if (type == "Digits")
    return plain(flag(step, "individual_digits", false) ? Kind::digits : Kind::digit_groups);
  if (type == "Punctuation" && behavior == "Contiguous") return plain(Kind::punctuation);
  const std::string pattern = pattern_of(step, "Regex");
  const bool isolated = behavior == "Isolated" && !flag(step, "invert", false);
  // "Removed", inverted: what does not match goes. Where the pattern takes everything, that is the same.
  const bool removed = behavior == "Removed" && flag(step, "invert", false) && pattern.ends_with("|\\s+");
  if (type == "Split" && (isolated || removed) && !pattern.empty()) return split(pattern);
  return unsupported("pre_tokenizer: Ondol knows no step '" + type.substr(0, 40) + "' like this");
}

std::string describe(const std::vector<Step>& steps) {
  std::string out;
  for (const Step& step : steps) {
    if (!out.empty()) out += ", ";
    constexpr const char* kNames[] = {"Split",       "Digits",    "Digits",
                                      "Punctuation", "ByteLevel", "ByteLevel with regex"};
    out += kNames[static_cast<size_t>(step.kind)];
    if (!step.pattern.empty()) out += " '" + step.pattern.substr(0, 60) + "'";
  }
  return out.substr(0, 300);
}

// DeepSeek-LLM's letters are a list of 87 ranges; the other steps tell it apart.
bool is_deepseek_llm(const std::vector<Step>& steps) {
  using Kind = Step::Kind;
  return steps.size() == 7 && steps[0] == split("[\r\n]") && steps[1].pattern.starts_with("\\s?[A-Za-z") &&
         steps[2] == split("\\s?[!-/:-~！-／：-～‘-‟　-。]+") && steps[3] == split(R"(\s+$)") &&
         steps[4] == split("[一-龥ࠀ-一가-퟿]+") && steps[5] == plain(Kind::digits) &&
         steps[6] == plain(Kind::byte_level);
}

constexpr std::string_view kMark = "▁";

Result<std::string> decode_base64(const std::string& text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  uint32_t bits = 0;
  int n_bits = 0;
  for (char c : text) {
    if (c == '=') break;
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) {
      return Error{ErrorCode::bad_format, "normalizer.precompiled_charsmap: expected base64"};
    }
    bits = bits << 6 | static_cast<uint32_t>(value);
    n_bits += 6;
    if (n_bits < 8) continue;
    n_bits -= 8;
    out += static_cast<char>(bits >> n_bits & 0xFF);
  }
  return out;
}

Status read_sp_normalizer_step(const json& step, TokenizerSpec& spec) {
  const std::string type = type_of(step);
  if (type == "Prepend" && text_field(step, "prepend") == kMark) {
    spec.add_space_prefix = true;
    return {};
  }
  if (type == "Replace") {
    const std::string content = text_field(step, "content");
    if (pattern_of(step, "String") == " " && content == kMark) return {};
    if (pattern_of(step, "Regex") == " {2,}" && (content == kMark || content == " ")) {
      spec.remove_extra_whitespaces = true;
      return {};
    }
  }
  if (type == "Precompiled") {
    ONDOL_ASSIGN(spec.charsmap, decode_base64(text_field(step, "precompiled_charsmap")));
    return {};
  }
  // SentencePiece's own removal of extra white space trims both ends as well.
  if (type == "Strip") return {};
  if (type == "NFC") {
    spec.nfc = true;
    return {};
  }
  return unsupported("normalizer: Ondol knows no step '" + type.substr(0, 40) + "' like this");
}

Status read_sp_pre_tokenizer_step(const json& step, TokenizerSpec& spec) {
  const std::string type = type_of(step);
  if (type == "Metaspace") {
    if (text_field(step, "replacement") != kMark)
      return unsupported("pre_tokenizer Metaspace: another replacement than ▁");
    const std::string scheme = text_field(step, "prepend_scheme");
    spec.add_space_prefix = scheme.empty() ? flag(step, "add_prefix_space", true) : scheme != "never";
    return {};
  }
  // Splits at spaces do nothing once the normalizer has replaced the spaces.
  const bool at_spaces = type == "Split" && pattern_of(step, "String") == " ";
  if (at_spaces) return {};
  if (type == "WhitespaceSplit") {
    spec.remove_extra_whitespaces = true;
    return {};
  }
  return unsupported("pre_tokenizer: Ondol knows no step '" + type.substr(0, 40) + "' like this");
}

}  // namespace

bool is_byte_level(const json& root) {
  for (const json* step : pre_tokenizers(root)) {
    if (type_of(*step) == "ByteLevel") return true;
  }
  return false;
}

Status read_byte_level_pre_tokenizer(const json& root, TokenizerSpec& spec) {
  std::vector<Step> steps;
  for (const json* part : pre_tokenizers(root)) {
    ONDOL_ASSIGN(Step step, read_step(*part));
    steps.push_back(std::move(step));
  }
  for (const Known& known : known_pre_tokenizers()) {
    if (known.steps != steps) continue;
    spec.pre = known.name;
    return {};
  }
  if (is_deepseek_llm(steps)) {
    spec.pre = "deepseek-llm";
    return {};
  }
  return unsupported("pre_tokenizer: Ondol knows no such sequence: " + describe(steps));
}

Status read_byte_level_normalizer(const json& root, TokenizerSpec& spec) {
  for (const json* step : normalizers(root)) {
    if (type_of(*step) != "NFC")
      return unsupported("normalizer: expected NFC, got " + type_of(*step).substr(0, 40));
    spec.nfc = true;
  }
  return {};
}

Status read_sentencepiece_normalizer(const json& root, TokenizerSpec& spec) {
  spec.add_space_prefix = false;
  for (const json* step : normalizers(root)) ONDOL_TRY(read_sp_normalizer_step(*step, spec));
  for (const json* step : pre_tokenizers(root)) ONDOL_TRY(read_sp_pre_tokenizer_step(*step, spec));
  return {};
}

}  // namespace ondol
