// Commands: targets, values, the policy's verdict, then the simulator; see clause.h.
#include <algorithm>

#include "home/adjust.h"
#include "home/clause.h"
#include "home/labels.h"
#include "home/policy.h"
#include "home/questions.h"
#include "home/reply/nouns.h"
#include "home/values/named.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct Said {
  Effect effect;
  Say done, already;
};
constexpr Said kSaid[] = {
    {Effect::turn_on, Say::turned_on, Say::already_on},
    {Effect::turn_off, Say::turned_off, Say::already_off},
    {Effect::open, Say::opened, Say::already_open},
    {Effect::close, Say::closed, Say::already_closed},
    {Effect::stop, Say::stopped, Say::not_moving},
    {Effect::lock, Say::locked, Say::already_locked},
    {Effect::unlock, Say::unlocked, Say::already_unlocked},
    {Effect::play, Say::playing, Say::already_playing},
    {Effect::pause, Say::paused, Say::already_paused},
    {Effect::next, Say::skipped, Say::skipped},
    {Effect::previous, Say::went_back, Say::went_back},
    {Effect::mute, Say::muted, Say::already_muted},
    {Effect::unmute, Say::unmuted, Say::already_unmuted},
    {Effect::play_media, Say::playing_media, Say::playing_media},
    {Effect::clean, Say::cleaning, Say::already_cleaning},
    {Effect::go_home, Say::going_home, Say::already_home},
    {Effect::activate, Say::activated, Say::activated},
};

Say set_words(Attribute attribute) {
  switch (attribute) {
    case Attribute::color:
      return Say::set_color;
    case Attribute::color_temperature:
      return Say::set_white;
    case Attribute::position:
      return Say::set_position;
    case Attribute::temperature:
      return Say::set_temperature;
    case Attribute::mode:
      return Say::set_mode;
    case Attribute::humidity:
      return Say::set_humidity;
    case Attribute::volume:
      return Say::set_volume;
    case Attribute::speed:
      return Say::set_speed;
    default:
      return Say::set_brightness;
  }
}

/// What sets a number that a thing has: shares in hundredths first, then degrees ("furnace to 72").
constexpr Intent kSetters[] = {Intent::light_set,  Intent::set_position,   Intent::fan_set_speed,
                               Intent::set_volume, Intent::humidifier_set, Intent::climate_set_temperature};

bool sets_a_share(const Frame& frame, Attribute attribute) {
  return attribute != Attribute::temperature && frame.intent != Intent::turn_on &&
         frame.intent != Intent::turn_off &&
         std::ranges::any_of(kSetters, [&](Intent setter) { return attribute_of(setter) == attribute; });
}

/// "Velux to ten percent": of a bare name the words do not say what is set; the thing that is called so does.
Frame fitted_to_its_thing(const Scene& scene, Frame frame) {
  const Attribute said = frame.attribute != Attribute::none ? frame.attribute : attribute_of(frame.intent);
  if (frame.kind != Kind::any || !frame.has(SpanRole::name) || !sets_a_share(frame, said)) return frame;
  const NameReading reading = scene.situation.index.find(frame.text(SpanRole::name));
  if (reading.entities.empty() || !reading.kinds.empty()) return frame;
  const auto entity = [&](const Match& match) -> const Entity& {
    return scene.home.entities[static_cast<size_t>(match.thing)];
  };
  const Match& first = reading.entities[0];
  if (is_secured(entity(first))) return frame;  // only the word itself moves these
  for (const Match& match : reading.entities)
    if (match.score + 3 >= first.score && can_set(entity(match), said)) return frame;
  for (const Intent setter : kSetters) {
    if (!can_set(entity(first), attribute_of(setter))) continue;
    frame.attribute = attribute_of(setter);
    frame.intent = setter == Intent::set_volume && is_relative(frame) ? Intent::set_volume_relative : setter;
    return frame;
  }
  return frame;
}

class Command {
 public:
  Command(const Scene& scene, const Frame& frame) : scene_(scene), frame_(frame) {
    attribute_ = frame.attribute != Attribute::none ? frame.attribute : attribute_of(frame.intent);
    // "make it red" marked as brightness: the value says what it is.
    if (frame.intent == Intent::light_set && attribute_ == Attribute::brightness &&
        frame.has(SpanRole::value)) {
      const std::string_view value = frame.text(SpanRole::value);
      if (read_color(value) != nullptr && frame.operation == Operation::none) attribute_ = Attribute::color;
    }
  }

  ClauseResult run(Standing standing) {
    targets_ = resolve(frame_, scene_.situation, scene_.memory);
    call_.name = call_name(frame_.intent);
    call_.arguments = target_slots(scene_.home, frame_, targets_);
    if (targets_.missing != Missing::nothing) {
      call_.arguments.update(spoken_slots());
      return with_call(say_missing(scene_, targets_));
    }
    if (!own_condition_holds()) return with_call(std::move(condition_));
    if (auto trouble = plan()) return with_call(*std::move(trouble));
    call_.entities = ids_of(scene_.home, targets_.entities);
    switch (decide(scene_.home, targets_, actions_, standing, frame_, scene_.text)) {
      case Verdict::act:
        return act();
      case Verdict::confirm:
        return with_call(ask_to_confirm(standing));
      case Verdict::ask_which:
        return with_call(say_missing(scene_, targets_));
      case Verdict::leave:
        return with_call(reply_only(scene_.say(Say::nevermind)));
      case Verdict::decline:
        break;
    }
    return with_call(reply_only(scene_.say(Say::cannot_do, {noun(targets_.entities)})));
  }

 private:
  const Entity& entity(int32_t index) const { return scene_.home.entities[static_cast<size_t>(index)]; }
  Noun noun(const std::vector<int32_t>& entities) const {
    return targets_noun(scene_.language, scene_.home, targets_, entities);
  }
  /// A call that came to nothing is still what was understood; it names no entities.
  ClauseResult with_call(ClauseResult result) {
    call_.entities.clear();
    result.calls.push_back(std::move(call_));
    return result;
  }

  /// The value's slot where no entity was found to work it out for.
  Json spoken_slots() const {
    Json slots = Json::object();
    if (attribute_ == Attribute::none || !frame_.has(SpanRole::value)) return slots;
    constexpr std::pair<Attribute, std::string_view> kModels[] = {{Attribute::brightness, "light.x"},
                                                                  {Attribute::color, "light.x"},
                                                                  {Attribute::color_temperature, "light.x"},
                                                                  {Attribute::position, "cover.x"},
                                                                  {Attribute::temperature, "climate.x"},
                                                                  {Attribute::mode, "climate.x"},
                                                                  {Attribute::humidity, "humidifier.x"},
                                                                  {Attribute::volume, "media_player.x"},
                                                                  {Attribute::speed, "fan.x"}};
    for (const auto& [attribute, id] : kModels) {
      if (attribute != attribute_) continue;
      Entity model;
      model.id = id;
      const Setting setting = work_out(frame_, attribute_, model, scene_.home, false);
      if (setting.trouble == Setting::Trouble::none) slots[setting.slot] = setting.spoken;
    }
    return slots;
  }

  /// "set it to 22 if it is above 23" read as one clause: the condition is about the target itself.
  bool own_condition_holds() {
    if (!frame_.has(SpanRole::condition) || frame_.comparison == Comparison::none) return true;
    Frame question = frame_;
    question.intent = Intent::get_state;
    question.role = ClauseRole::condition;
    std::erase_if(question.spans, [](const Span& span) { return span.role == SpanRole::value; });
    for (Span& span : question.spans)
      if (span.role == SpanRole::condition) span.role = SpanRole::value;
    ClauseResult asked;
    const auto holds = is_so(scene_, question, asked);
    if (holds && *holds) return true;
    condition_ = reply_only(holds ? scene_.say(Say::condition_not_met, {asked.reply})
                                  : scene_.say(Say::condition_unknown));
    return false;
  }

  /// "Brighter", of several lights: those that are off stay so, unless all are.
  void leave_what_is_off() {
    auto& lights = targets_.entities;
    const auto is_off = [&](int32_t i) { return entity(i).state == "off"; };
    if (is_relative(frame_) && attribute_ == Attribute::brightness && !std::ranges::all_of(lights, is_off))
      std::erase_if(lights, is_off);
  }

  /// "Dimmer", "slower", of what is off: it is not turned on for it.
  bool is_less_than_nothing(const Entity& e) const {
    return e.state == "off" && frame_.operation == Operation::lower &&
           (attribute_ == Attribute::brightness || attribute_ == Attribute::speed);
  }

  std::optional<ClauseResult> plan() {
    leave_what_is_off();
    for (const int32_t index : targets_.entities) {
      const Entity& e = entity(index);
      const Effect effect = effect_of(e, frame_.intent);
      if (effect == Effect::play_media) {
        const std::string_view media = frame_.text(SpanRole::media);
        if (media.empty()) {  // "play some music": go on with what there is
          actions_.push_back({index, Effect::play});
          continue;
        }
        call_.arguments["search_query"] = media;
        if (const std::string_view of = read_media_class(frame_.text(SpanRole::media_class)); !of.empty())
          call_.arguments["media_class"] = of;
        actions_.push_back({index, effect, {}, Json(media)});
        shown_ = media;
        continue;
      }
      if (effect != Effect::set) {
        actions_.push_back({index, effect});
        continue;
      }
      if (is_less_than_nothing(e)) {
        actions_.push_back({index, Effect::turn_off});
        continue;
      }
      const Setting setting =
          work_out(frame_, attribute_, e, scene_.home, scene_.language == Language::korean);
      if (setting.trouble != Setting::Trouble::none) {
        const bool passes = setting.trouble == Setting::Trouble::unsupported ||
                            setting.trouble == Setting::Trouble::no_reading;
        if (targets_.entities.size() > 1 && passes) continue;
        return trouble_with(e, setting);
      }
      if (e.state == "off" && attribute_ != Attribute::mode &&
          effect_of(e, Intent::turn_on) == Effect::turn_on &&
          turns_on(frame_.said.empty() ? scene_.text : std::string_view(frame_.said)))
        actions_.push_back({index, Effect::turn_on});  // "에어컨 25도로 켜줘"
      if (const Mode* mode = mode_said(e))
        actions_.push_back({index, Effect::set, "hvac_mode", Json(mode->name)});
      actions_.push_back({index, Effect::set, setting.key, setting.value});
      if (call_.arguments.contains(setting.slot) && call_.arguments[setting.slot] != setting.spoken)
        differ_ = true;
      call_.arguments[setting.slot] = setting.spoken;
      shown_ = setting.shown;
    }
    if (frame_.intent == Intent::set_volume_relative) {
      call_.arguments.erase("volume_level");
      call_.arguments["volume_step"] = frame_.operation == Operation::lower ? "down" : "up";
    }
    std::erase_if(targets_.entities, [&](int32_t index) {
      return std::ranges::none_of(actions_, [&](const Action& action) { return action.entity == index; });
    });
    return std::nullopt;
  }

  ClauseResult trouble_with(const Entity& e, const Setting& setting) const {
    const Noun name = name_noun(scene_.language, e);
    switch (setting.trouble) {
      case Setting::Trouble::out_of_range:
        return reply_only(scene_.say(Say::out_of_range, {name, setting.shown}));
      case Setting::Trouble::unsupported:
        return reply_only(scene_.say(Say::mode_unsupported, {name, setting.shown}));
      case Setting::Trouble::no_reading:
        return reply_only(scene_.say(Say::no_reading, {name}));
      default:
        return ask(scene_.say(Say::no_value_given, {name}));
    }
  }

  ClauseResult ask_to_confirm(Standing standing) const {
    const std::string things = names_text(scene_.language, scene_.home, targets_.entities);
    const std::string doing(verb(actions_[0].effect));
    const std::string what =
        scene_.language == Language::korean ? things + " " + doing : doing + " " + things;
    ClauseResult out = ask(standing == Standing::offered ? scene_.say(Say::offer, {things})
                                                         : scene_.say(Say::confirm, {what}));
    out.subjects = targets_.entities;
    out.targets = targets_;
    return out;
  }
  std::string_view verb(Effect effect) const {
    const bool korean = scene_.language == Language::korean;
    switch (effect) {
      case Effect::open:
        return korean ? "열기" : "open";
      case Effect::unlock:
        return korean ? "잠금 풀기" : "unlock";
      case Effect::lock:
        return korean ? "잠그기" : "lock";
      case Effect::close:
        return korean ? "닫기" : "close";
      default:
        return korean ? "바꾸기" : "change";
    }
  }
  static const Said* words_of(const Action& action) {
    for (const Said& said : kSaid)
      if (said.effect == action.effect) return &said;
    return nullptr;
  }

  static bool turns_on(std::string_view said) {
    std::string spaced = " " + normalise(said) + " ";
    const std::string whole = compact(spaced);
    for (const std::string_view aside : {" for me ", " for us ", " please ", " again ", " now "})
      if (const size_t at = spaced.find(aside); at != std::string::npos) spaced.erase(at, aside.size() - 1);
    for (const std::string_view words : {" turn on ", " switch on ", " put on ", " on at ", " on to "})
      if (spaced.find(words) != std::string::npos) return true;
    constexpr std::string_view kStems[] = {"켜줘", "켜라", "켜주", "켜봐", "켜서",
                                           "켜고", "틀어", "가동", "데워"};
    return whole.ends_with("켜") || std::ranges::any_of(kStems, [&](std::string_view stem) {
             return whole.find(stem) != std::string::npos;
           });
  }

  static bool is_called(const Entity& e, std::string_view word) {
    return e.name.find(word) != std::string::npos && e.name.find("냉난방") == std::string::npos;
  }
  /// Not as a part of "냉난방기".
  bool says_mode(std::string_view word) const {
    constexpr std::string_view kBoth = "냉";
    for (size_t at = frame_.said.find(word); at != std::string::npos; at = frame_.said.find(word, at + 1))
      if (!std::string_view(frame_.said).substr(0, at).ends_with(kBoth)) return true;
    return false;
  }
  /// "냉방 18도": of a thing that can do several, the mode that was said with its temperature; not of one
  /// that is called by that word.
  const Mode* mode_said(const Entity& e) const {
    if (attribute_ != Attribute::temperature) return nullptr;
    const bool hangul = has_hangul(frame_.said);
    // "The radiator on at twenty one": a radiator that is off shall heat, whatever else it can.
    if (!hangul && (frame_.kind != Kind::heater || e.state != "off" || !turns_on(frame_.said)))
      return nullptr;
    const auto modes = e.attributes.find("hvac_modes");
    if (modes == e.attributes.end() || !modes->is_array() || modes->size() < 3) return nullptr;
    if (!hangul)
      return std::ranges::find(*modes, Json("heat")) != modes->end() ? read_hvac_mode("heat") : nullptr;
    for (const std::string_view word : {"냉방", "난방", "제습", "송풍"}) {
      if (!says_mode(word) || is_called(e, word)) continue;
      const Mode* mode = read_hvac_mode(word);
      if (mode != nullptr && e.state != mode->name &&
          std::ranges::find(*modes, Json(mode->name)) != modes->end())
        return mode;
    }
    return nullptr;
  }

  /// What a toggle became, once it is done.
  Effect effect_now(const Action& action) const {
    if (action.effect != Effect::toggle) return action.effect;
    const Entity& e = entity(action.entity);
    if (e.domain() == "cover") return e.state == "closed" ? Effect::close : Effect::open;
    return e.state == "off" ? Effect::turn_off : Effect::turn_on;
  }

  ClauseResult act() {
    std::vector<int32_t> changed, same;
    for (const Action& action : actions_) {
      const bool momentary = action.effect == Effect::next || action.effect == Effect::previous ||
                             action.effect == Effect::activate || action.effect == Effect::play_media;
      const bool moved = scene_.simulator.apply(action) || momentary;
      if (is_one_of(action.entity, changed)) continue;
      std::erase(same, action.entity);
      (moved ? changed : same).push_back(action.entity);
    }
    ClauseResult out;
    out.subjects = targets_.entities;
    out.targets = targets_;
    const std::vector<int32_t>& told = changed.empty() ? same : changed;
    Action first = actions_[0];
    for (const Action& action : actions_)
      if (action.entity == told[0]) first = action;
    first.effect = effect_now(first);
    out.reply = words(first, told, !changed.empty());
    out.claims_action = !changed.empty();
    for (const int32_t index : changed) out.deeds.push_back({call_, entity(index).id});
    out.calls.push_back(std::move(call_));
    return out;
  }

  std::string words(const Action& action, const std::vector<int32_t>& told, bool changed) const {
    if (action.effect == Effect::set) {
      const std::string value = differ_ && told.size() > 1 ? different_values(told) : shown_;
      return scene_.say(changed ? set_words(attribute_) : Say::already_set, {noun(told), Noun(value)});
    }
    if (action.effect == Effect::activate && entity(action.entity).domain() == "script")
      return scene_.say(Say::ran, {noun(told)});
    const Said* said = words_of(action);
    if (said == nullptr) return scene_.say(Say::not_understood);
    return scene_.say(changed ? said->done : said->already, {noun(told), Noun(shown_)});
  }

  /// After "a bit brighter" each light has its own value.
  std::string different_values(const std::vector<int32_t>& told) const {
    std::vector<std::string> values;
    for (const int32_t index : told) {
      const auto reading = reading_of(
          scene_.home, entity(index),
          attribute_ == Attribute::temperature ? Attribute::target_temperature : attribute_, Kind::any);
      const std::string text = reading ? number_text(reading->value) + reading->unit : shown_;
      if (std::ranges::find(values, text) == values.end() && values.size() < 3) values.push_back(text);
    }
    return join_names(scene_.language, values);
  }

  const Scene& scene_;
  const Frame& frame_;
  Attribute attribute_;
  Targets targets_;
  Call call_;
  std::vector<Action> actions_;
  std::string shown_;
  bool differ_ = false;
  ClauseResult condition_;
};

}  // namespace

ClauseResult handle_command(const Scene& scene, const Frame& frame, Standing standing) {
  const Frame fitted = fitted_to_its_thing(scene, frame);
  return Command(scene, fitted).run(standing);
}

}  // namespace ondol::home
