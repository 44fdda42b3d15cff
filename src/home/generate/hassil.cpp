// Draws blocks, sentences and words, and annotates; see hassil.h.
#include "home/generate/hassil.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

#include "base/try.h"
#include "home/generate/hassil_classes.h"
#include "home/generate/hassil_frame.h"
#include "home/generate/hassil_style.h"
#include "home/generate/left_out.h"

namespace ondol::home {
namespace {

/// How often a block is drawn. A kind of sensor has as many sentences as all lights, but is asked for less.
double weight_of(const SentenceBlock& block) {
  double weight = std::sqrt(static_cast<double>(block.sentences.size()));
  const auto at = block.slots.find("domain");
  const std::string domain = at != block.slots.end() ? at->second : block.domain;
  if (block.intent == "HassNevermind" || block.intent == "HassRespond") return 0.05 * weight;
  if (block.intent == "HassGetCurrentTime" || block.intent == "HassGetCurrentDate") return 0.3 * weight;
  if (domain == "binary_sensor") weight *= 0.3;
  if (domain == "sensor") weight *= kind_of_sensor_class(block.device_class) == Kind::any ? 0.06 : 0.35;
  if (domain == "light" || block.intent == "HassLightSet") weight *= 2;
  if (block.intent == "HassTurnOn" || block.intent == "HassTurnOff") weight *= 2;
  return weight;
}

class Sampler {
 public:
  Sampler(const SentenceBook& book, const WordLists& words, const TemplateSampling& options)
      : book_(book), words_(words), korean_(options.korean), draw_(options.seed) {
    double total = 0;
    for (const SentenceBlock& block : book.blocks) totals_.push_back(total += weight_of(block));
  }

  /// One try; nothing where the draw gave no sentence that people say.
  std::optional<Sample> draw() {
    const SentenceBlock& block = book_.blocks[draw_.by_running_total(totals_)];
    std::optional<Sample> sample = from(block, 0);
    if (!sample) return std::nullopt;
    if (korean_) {
      correct_particles(*sample);
      vary_korean(*sample, draw_);
    } else {
      vary_english(*sample, draw_);
    }
    return sample;
  }

 private:
  std::optional<Sample> from(const SentenceBlock& block, int depth) {
    const TemplateNode& sentence = draw_.one_of(block.sentences);
    const std::string domain = domain_of_name(block);
    std::optional<Sample> command;
    const WordFor words = [&](std::string_view list, std::string_view) -> std::optional<Word> {
      if (list == "timer_command") {
        if (depth == 0) command = a_command();
        if (!command) return std::nullopt;
        return Word{command->text};
      }
      return word(block, domain, list);
    };
    const auto said = expand_sentence(book_, block, sentence, korean_, words, draw_);
    if (!said || !is_natural(*said, korean_) || (korean_ && !endings_fit(*said))) return std::nullopt;
    // "change off the lamp": in the templates, hardly ever said.
    if (const auto* turn = said->rule("turn"); !korean_ && turn != nullptr &&
                                               said->text[turn->begin] != 't' &&
                                               said->text[turn->begin] != 's' && !draw_.chance(0.25))
      return std::nullopt;
    auto sample = sample_of(block, *said, korean_, command ? &*command : nullptr);
    if (sample) label_left_out(*sample);
    return sample;
  }

  /// What may be done later: "turn off the lamp in 5 minutes".
  std::optional<Sample> a_command() {
    for (int tries = 0; tries < 50; ++tries) {
      const SentenceBlock& block = book_.blocks[draw_.by_running_total(totals_)];
      static constexpr std::string_view kLater[] = {"HassTurnOn",     "HassTurnOff",
                                                    "HassLightSet",   "HassSetPosition",
                                                    "HassMediaPause", "HassClimateSetTemperature"};
      if (std::ranges::find(kLater, block.intent) == std::end(kLater)) continue;
      if (auto sample = from(block, 1)) return sample;
    }
    return std::nullopt;
  }

  const std::vector<Word>* list(std::string_view role) const {
    const auto at = words_.find(role);
    return at == words_.end() || at->second.empty() ? nullptr : &at->second;
  }
  std::optional<Word> from_list(std::string_view role) {
    const std::vector<Word>* words = list(role);
    if (words == nullptr) return std::nullopt;
    return draw_.one_of(*words);
  }

  std::string domain_of_name(const SentenceBlock& block) {
    if (!block.domain.empty()) return block.domain;
    std::vector<std::string> from = block.name_domains;
    if (from.empty() && block.intent == "HassGetState" && block.response == "one")
      from = {"sensor", "sensor",  "light",        "switch", "cover",
              "lock",   "climate", "media_player", "vacuum", "fan"};
    const bool cover = korean_ && block.excluded_domains.size() > 4 &&
                       std::ranges::find(block.excluded_domains, "light") != block.excluded_domains.end();
    if (from.empty() && cover) from = {"cover"};
    if (from.empty() && block.intent.starts_with("HassClimate")) from = {"climate"};
    if (from.empty() && block.intent == "HassGetWeather") from = {"weather"};
    if (from.empty())
      from = {"light",  "light", "light",        "switch",  "switch",
              "switch", "fan",   "media_player", "climate", "humidifier"};
    for (const std::string& excluded : block.excluded_domains) std::erase(from, excluded);
    if (from.empty()) return "";
    const std::string domain = draw_.one_of(from);
    return domain == "input_boolean" ? "switch" : domain;
  }

  std::optional<Word> word(const SentenceBlock& block, const std::string& domain, std::string_view slot) {
    if (slot == "name") return name(block, domain);
    if (slot == "area" || slot == "floor") return from_list(slot);
    if (slot == "shopping_list_item" || slot == "todo_list_item") return from_list("item");
    if (slot == "search_query") return from_list("media");
    if (slot == "timer_name") return from_list("timer");
    return from_list(slot);
  }

  std::optional<Word> name(const SentenceBlock& block, const std::string& domain) {
    if (block.intent.starts_with("HassList")) return from_list("list");
    if (domain == "weather") return from_list("place");
    if (domain == "sensor" || domain == "binary_sensor") {
      const std::string& device_class = block.device_class;
      if (device_class.empty()) return from_list("name " + domain);
      if (auto own = from_list("thing " + device_class)) return own;
      static constexpr std::string_view kDetectors[] = {
          "carbon_monoxide", "gas", "light", "motion", "occupancy", "smoke", "sound", "tamper", "vibration"};
      const bool detector =
          domain == "binary_sensor" && std::ranges::find(kDetectors, device_class) != std::end(kDetectors);
      return from_list(detector ? "thing detector" : "thing");
    }
    if (block.domain == "light" && block.intent.starts_with("HassTurn")) return from_list("stem light");
    const bool may_be_noun =
        block.intent != "HassClimateGetTemperature" && domain != "scene" && domain != "script";
    if (may_be_noun && draw_.chance(0.12))
      if (auto noun = from_list("noun " + domain)) return noun;
    return from_list("name " + domain);
  }

  const SentenceBook& book_;
  const WordLists& words_;
  const bool korean_;
  Draw draw_;
  std::vector<double> totals_;
};

}  // namespace

Status sample_templates(const SentenceBook& book, const WordLists& words, const TemplateSampling& options,
                        const std::function<Status(const Sample&)>& take) {
  if (book.blocks.empty()) return Error{ErrorCode::bad_format, "expected sentences, got none"};
  Sampler sampler(book, words, options);
  std::unordered_set<std::string> said;
  for (uint64_t i = 0; i < options.n_samples; ++i) {
    std::optional<Sample> sample;
    // A text that was there is given up for another, for so long as there is hope.
    for (int tries = 0; tries < 2000; ++tries) {
      auto next = sampler.draw();
      if (!next) continue;
      sample = std::move(next);
      if (said.insert(sample->text).second || tries > 60) break;
    }
    if (!sample) return Error{ErrorCode::bad_format, "no sentence of these templates could be annotated"};
    ONDOL_TRY(take(*sample));
  }
  return {};
}

}  // namespace ondol::home
