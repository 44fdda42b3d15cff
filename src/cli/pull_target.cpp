#include "cli/pull_target.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/nearest.h"
#include "base/try.h"
#include "cli/pull_listing.h"
#include "fetch/text.h"
#include "fetch/url.h"
#include "fit/built_in.h"
#include "fit/plan/memory.h"
#include "fit/plan/shaped_model.h"

namespace ondol::cli {
namespace {

constexpr const char* kSuffix = ".gguf";
constexpr const char* kUnknown = "unknown";
/// What most people choose: a quarter of the size of F16 for 3 % of the scores (constants/quants.toml).
constexpr const char* kUsualQuant = "Q4_K_M";
/// Beyond this loss a smaller model does better.
constexpr double kMostLoss_percent = 15;
constexpr size_t kLongestListing = 8 << 20;

Error wrong(const std::string& what, const std::string& why) {
  return {ErrorCode::invalid_argument, "\"" + on_one_line(what, 200) + "\": " + why};
}

// ---- addresses --------------------------------------------------------------------------------------------

/// The store's name of an address, or why it can have none.
Result<std::string> store_name(const std::string& url) {
  std::string name = fetch::file_name_of(url);
  if (!name.ends_with(kSuffix))
    return wrong(url, "expected the address of a .gguf file, got \"" + on_one_line(name) + "\"");
  name.resize(name.size() - std::strlen(kSuffix));
  const bool odd =
      std::ranges::any_of(name, [](unsigned char c) { return c < ' ' || c == '/' || c == 0x7f; });
  if (name.empty() || name.front() == '.' || odd)
    return wrong(url, "its file name cannot be a name in the store");
  return name;
}

std::string denied_hint(const std::string& page, const PullRequest& request) {
  if (!request.asking.token.empty())
    return "the token in HF_TOKEN may not read it: accept the licence at " + page;
  return "accept the licence at " + page + ", make a token at " + request.endpoint +
         "/settings/tokens and set HF_TOKEN to it";
}

Result<PullTarget> on_hugging_face(const std::string& repo, const std::string& file,
                                   const PullRequest& request) {
  const std::string page = request.endpoint + "/" + fetch::percent_encoded(repo);
  PullTarget target;
  target.url = page + "/resolve/main/" + fetch::percent_encoded(file);
  target.token = request.asking.token;
  target.denied_hint = denied_hint(page, request);
  ONDOL_ASSIGN(target.name, store_name(target.url));
  return target;
}

Result<PullTarget> any_target(const PullRequest& request) {
  ONDOL_TRY(fetch::check_url(request.what));
  PullTarget target;
  target.url = request.what;
  if (fetch::origin_of(target.url) == fetch::origin_of(request.endpoint)) {
    // The page about a file is what people copy; the file itself lies beside it.
    const std::string page = "/blob/";
    if (const size_t at = target.url.find(page); at != std::string::npos)
      target.url.replace(at, page.size(), "/resolve/");
    target.token = request.asking.token;
    target.denied_hint = denied_hint("its page", request);
  }
  ONDOL_ASSIGN(target.name, store_name(target.url));
  return target;
}

// ---- repositories -----------------------------------------------------------------------------------------

using Types = std::vector<std::string>;

/// A type as users name it.
Result<Types> named_type(const std::string& type) {
  if (const QuantMix* mix = find_quant_mix(type)) return Types{mix->name};
  std::string known;
  for (const QuantMix& row : quant_mixes()) known += (known.empty() ? "" : ", ") + std::string(row.name);
  return wrong(type, "is no type of weights; expected one of " + known);
}

/// The usual type, then those below it, then those above: what is there decides.
Types usual_types(const fit::PlanConstants& constants) {
  Types below, above;
  for (const fit::QuantLoss& quant : constants.quants) {  // from most bits to least
    const std::string name = quant.mix->name;
    if (below.empty() && name != kUsualQuant)
      above.insert(above.begin(), name);
    else if (quant.loss_percent.value <= kMostLoss_percent)
      below.push_back(name);
  }
  below.insert(below.end(), above.begin(), above.end());
  return below;
}

/// The file of a repository that has the first of these types that it has at all.
Result<PullTarget> of_type(const PullRequest& request, const std::string& repo, const Types& types) {
  fetch::Asking asking = request.asking;
  asking.url = request.endpoint + "/api/models/" + fetch::percent_encoded(repo);
  asking.denied_hint = denied_hint(request.endpoint + "/" + repo, request);
  ONDOL_ASSIGN(const std::string json, fetch::fetch_text(asking, kLongestListing));
  ONDOL_ASSIGN(const auto files, files_of_repository(json, repo));
  ONDOL_ASSIGN(const std::string file, file_of_type(files, types, repo));
  return on_hugging_face(repo, file, request);
}

/// "OWNER/REPO/FOLDER/FILE.gguf", "OWNER/REPO", "OWNER/REPO:TYPE"
Result<PullTarget> hf_target(const std::string& path, const PullRequest& request) {
  const size_t owner = path.find('/');
  const size_t end = owner == std::string::npos ? owner : path.find_first_of("/:", owner + 1);
  const std::string repo = path.substr(0, end);
  const bool is_file = end != std::string::npos && path[end] == '/';
  if (owner == 0 || owner == std::string::npos || repo.size() == owner + 1 ||
      (is_file && !path.ends_with(kSuffix)))
    return wrong("hf:" + path, "expected hf:OWNER/REPO/FILE.gguf or hf:OWNER/REPO:TYPE");
  if (is_file) return on_hugging_face(repo, path.substr(end + 1), request);
  if (end == std::string::npos) return of_type(request, repo, usual_types(request.constants));
  ONDOL_ASSIGN(const Types types, named_type(path.substr(end + 1)));
  return of_type(request, repo, types);
}

// ---- models of the catalogue ------------------------------------------------------------------------------

Result<const fit::CatalogueModel*> find_model(const std::vector<fit::CatalogueModel>& models,
                                              const std::string& name) {
  Nearest nearest;
  for (const fit::CatalogueModel& model : models) {
    if (model.name == name) return &model;
    nearest.offer(name, model.name, model.name);
  }
  return Error{ErrorCode::not_found, "no model \"" + on_one_line(name) + "\" in the catalogue" +
                                         (nearest.steps <= misspelling_steps(name)
                                              ? "; did you mean " + nearest.name + "?"
                                              : "; expected one of its names (ondol fit shows them), "
                                                "hf:OWNER/REPO/FILE.gguf or an address")};
}

/// Whether the device holds the model in that type, with a context at all; true where nobody knows the shape.
bool may_fit(const fit::CatalogueModel& model, const QuantMix& mix, const PullRequest& request) {
  if (!model.shape || !model.runs_on_ondol) return true;
  const auto shaped = fit::shape_model(model, mix, request.constants);
  if (!shaped.ok()) return true;
  constexpr int64_t kContext = 512;
  const double free_bytes = request.device.available_bytes.value;
  const auto plan = fit::predict_memory(
      *shaped, fit::kernels_for(request.device), fit::resident_bytes(request.device, request.constants),
      KvType::f16, fit::core_count(request.device), std::min(model.shape->n_ctx, kContext), 1, free_bytes);
  return static_cast<double>(plan.total_bytes()) <= free_bytes;
}

/// Of the usual types those that the device holds.
Result<Types> fitting_types(const fit::CatalogueModel& model, const PullRequest& request) {
  if (!model.only_quant.empty()) return Types{model.only_quant};
  Types types;
  for (const std::string& type : usual_types(request.constants))
    if (may_fit(model, *find_quant_mix(type), request)) types.push_back(type);
  if (!types.empty()) return types;
  return Error{ErrorCode::over_budget,
               model.name + ": in no type worth having does it fit the memory of " + request.device.name +
                   "; ondol fit finds a model that does (or name a type: " + model.name + ":" + kUsualQuant +
                   ")"};
}

Result<PullTarget> catalogue_target(const PullRequest& request) {
  ONDOL_ASSIGN(const auto models, fit::built_in_catalogue());
  const size_t colon = request.what.find(':');
  ONDOL_ASSIGN(const fit::CatalogueModel* model, find_model(models, request.what.substr(0, colon)));
  if (model->name == "home")
    return Error{ErrorCode::invalid_argument, "home: comes in the program, there is nothing to fetch"};
  if (model->gguf == kUnknown)
    return Error{ErrorCode::not_found,
                 model->name +
                     ": the catalogue knows no GGUF file of it; give one as hf:OWNER/REPO/FILE.gguf" +
                     (model->original == kUnknown
                          ? ""
                          : ", or fetch " + model->original + " and make one with ondol convert")};
  const bool is_named = colon != std::string::npos;
  ONDOL_ASSIGN(const Types types,
               is_named ? named_type(request.what.substr(colon + 1)) : fitting_types(*model, request));
  const std::string place = "{quant}";
  std::string file = model->gguf_file;
  const size_t at = file.find(place);
  if (!is_named || at == std::string::npos) return of_type(request, model->gguf, types);
  return on_hugging_face(model->gguf, file.replace(at, place.size(), types.front()), request);
}

}  // namespace

Result<PullTarget> pull_target(const PullRequest& request) {
  if (request.what.starts_with("hf:")) return hf_target(request.what.substr(3), request);
  if (request.what.find("://") == std::string::npos) return catalogue_target(request);
  return any_target(request);
}

}  // namespace ondol::cli
