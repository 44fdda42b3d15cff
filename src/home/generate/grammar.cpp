// Grammar files put together; see grammar.h.
#include "home/generate/grammar.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/try.h"
#include "home/generate/grammar_check.h"
#include "home/generate/grammar_reader.h"
#include "home/reply/josa.h"

namespace ondol::home {

namespace {

namespace fs = std::filesystem;

/// Where so few stand together, one kept from training would be missing there.
constexpr size_t kMinWordsToHoldOut = 8, kMinTemplatesToHoldOut = 4;

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Error{ErrorCode::io, path + ": cannot be read"};
  return text;
}

}  // namespace

std::span<const std::string_view> grammar_particles() { return paired_particles(); }

Result<Grammar> Grammar::parse(std::span<const GrammarText> files) {
  Grammar out;
  GrammarReader reader(out);
  for (const GrammarText& file : files) out.files_.push_back(file.path);
  for (size_t i = 0; i < files.size(); ++i) ONDOL_TRY(reader.read(files[i], static_cast<uint32_t>(i)));
  ONDOL_TRY(GrammarCheck(out).check());
  out.hold_out_templates();
  return out;
}

Result<Grammar> Grammar::load(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error))
    if (file->path().extension() == ".grammar") paths.push_back(file->path().string());
  if (error || paths.empty())
    return Error{ErrorCode::not_found, folder + ": expected a folder with .grammar files" +
                                           (error ? ": " + error.message() : ", found none")};
  std::ranges::sort(paths);
  std::vector<GrammarText> files;
  for (const std::string& path : paths) {
    ONDOL_ASSIGN(std::string text, read_file(path));
    files.push_back({path, std::move(text)});
  }
  return parse(files);
}

const Rule* Grammar::find_rule(std::string_view name) const {
  const auto found = rule_index_.find(name);
  return found == rule_index_.end() ? nullptr : &rules_[found->second];
}

void Grammar::hold_out_templates() {
  std::vector<size_t> sizes;
  for (const Template& each : templates_) {
    sizes.resize(std::max<size_t>(sizes.size(), each.header + 1));
    ++sizes[each.header];
  }
  // The same words under another header would tell training what was kept from it.
  std::set<std::string_view> kept;
  for (const Template& each : templates_)
    if (sizes[each.header] < kMinTemplatesToHoldOut) kept.insert(each.source);
  for (Template& each : templates_) each.held_out = each.held_out && !kept.contains(each.source);
}

Result<Grammar> Grammar::for_part(Part part) const {
  Grammar out = *this;
  if (part == Part::all) return out;
  std::erase_if(out.templates_, [&](const Template& each) { return each.held_out != (part == Part::dev); });
  if (out.templates_.empty())
    return Error{ErrorCode::bad_format, std::string(part == Part::dev ? "dev" : "train") +
                                            " part: the grammar is too small, expected a template in it"};
  for (const Rule& rule : out.rules_)
    if (rule.name.starts_with("w."))
      for (const uint32_t form : rule.forms) out.keep_words(out.choices_[form], part);
  return out;
}

void Grammar::keep_words(Choice& choice, Part part) {
  const auto words = std::span(alternatives_).subspan(choice.begin, choice.end - choice.begin);
  if (words.size() < kMinWordsToHoldOut) return;
  const auto kept = std::stable_partition(words.begin(), words.end(), [&](const Alternative& each) {
    return each.in_both_parts || each.held_out == (part == Part::dev);
  });
  const auto n_kept = static_cast<uint32_t>(kept - words.begin());
  if (n_kept == 0) return;  // no word here fell to this part
  choice.end = choice.begin + n_kept;
  settle_weights(choice);
}

void Grammar::settle_weights(Choice& choice) {
  double sum = 0;
  choice.even = true;
  for (uint32_t i = choice.begin; i < choice.end; ++i) {
    sum += alternatives_[i].weight;
    alternatives_[i].weight_so_far = sum;
    choice.even = choice.even && alternatives_[i].weight == alternatives_[choice.begin].weight;
  }
}

}  // namespace ondol::home
