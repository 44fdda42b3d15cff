#include "cli/pull_listing.h"

#include <strings.h>

#include "cli/json.h"
#include "tensor/quant_mix.h"

namespace ondol::cli {
namespace {

constexpr std::string_view kSuffix = ".gguf";

bool equal_any_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

/// "model-Q4_K_M.gguf", "model.q4_k_m.gguf": the type stands last, behind what is no part of a name.
bool is_of_type(std::string_view file, std::string_view type) {
  if (!file.ends_with(kSuffix)) return false;
  file.remove_suffix(kSuffix.size());
  if (file.size() <= type.size() || !equal_any_case(file.substr(file.size() - type.size()), type))
    return false;
  return std::string_view("-._/").find(file[file.size() - type.size() - 1]) != std::string_view::npos;
}

const std::string* find_file(std::span<const std::string> files, std::string_view type) {
  const std::string* best = nullptr;  // the shortest: longer ones are variants
  for (const std::string& file : files)
    if (is_of_type(file, type) && (best == nullptr || file.size() < best->size())) best = &file;
  return best;
}

}  // namespace

Result<std::vector<std::string>> files_of_repository(const std::string& json, const std::string& name) {
  const Json document = Json::parse(json, nullptr, false);
  const auto siblings = document.is_object() ? document.find("siblings") : document.end();
  std::vector<std::string> files;
  if (!document.is_object() || siblings == document.end() || !siblings->is_array())
    return Error{ErrorCode::bad_format,
                 name + ": expected a list of files from the server, got something else"};
  for (const Json& file : *siblings)
    if (file.is_object() && file.contains("rfilename") && file["rfilename"].is_string())
      files.push_back(file["rfilename"].get<std::string>());
  return files;
}

Result<std::string> file_of_type(std::span<const std::string> files, std::span<const std::string> types,
                                 const std::string& name) {
  for (const std::string& type : types)
    if (const std::string* file = find_file(files, type)) return *file;
  std::string wanted, known;
  for (const std::string& type : types) wanted += (wanted.empty() ? "" : " or ") + type;
  for (const QuantMix& mix : quant_mixes())
    if (find_file(files, mix.name) != nullptr) known += (known.empty() ? "" : ", ") + std::string(mix.name);
  return Error{ErrorCode::not_found, name + ": has no single GGUF file in " + wanted +
                                         (known.empty() ? "" : "; it has one in " + known)};
}

}  // namespace ondol::cli
