// The weather now and on other days, and whether it rains; read only. See clause.h.
#include <algorithm>

#include "home/adjust.h"
#include "home/clause.h"
#include "home/labels.h"
#include "home/questions.h"
#include "home/reply/nouns.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct Sky {
  std::string_view state, english, korean;
};
constexpr Sky kSkies[] = {{"clear", "clear", "맑음"},
                          {"sunny", "sunny", "맑음"},
                          {"clear-night", "clear", "맑음"},
                          {"cloudy", "cloudy", "흐림"},
                          {"partlycloudy", "partly cloudy", "구름 조금"},
                          {"overcast", "overcast", "흐림"},
                          {"rainy", "raining", "비"},
                          {"pouring", "pouring", "폭우"},
                          {"snowy", "snowing", "눈"},
                          {"snowy-rainy", "sleety", "진눈깨비"},
                          {"fog", "foggy", "안개"},
                          {"windy", "windy", "바람 많음"},
                          {"windy-variant", "windy", "바람 많음"},
                          {"lightning", "stormy", "천둥 번개"},
                          {"lightning-rainy", "stormy", "뇌우"},
                          {"hail", "hailing", "우박"},
                          {"exceptional", "exceptional", "이례적인 날씨"}};

std::string sky_words(Language language, std::string_view state) {
  for (const Sky& row : kSkies)
    if (row.state == state) return std::string(language == Language::korean ? row.korean : row.english);
  return std::string(state);
}

/// What is asked about, and the states that are so. Umbrellas are rain.
struct Asking {
  std::string_view words, states;
};
constexpr Asking kAskings[] = {
    {"thunder,storm,lightning,천둥,번개,폭풍", "lightning lightning-rainy exceptional"},
    {"rain,drizzl,pour,umbrella,brolly,wellies,wet,shower,비,우산,소나기",
     "rainy pouring lightning-rainy snowy-rainy hail"},
    {"snow,sleet,눈", "snowy snowy-rainy"},
    {"hail,우박", "hail"},
    {"fog,mist,안개", "fog"},
    {"wind,breez,바람", "windy windy-variant"},
    {"cloud,overcast,흐리,흐려,흐림,구름", "cloudy partlycloudy overcast"},
    {"dry", "sunny clear clear-night cloudy partlycloudy overcast fog windy windy-variant"},
    {"sun,clear,맑,해,햇", "sunny clear clear-night"},
};

constexpr std::string_view kAhead[] = {" will ",    " going to ", " gonna ",  " get ",
                                       " getting ", " it'll ",    " tonight "};

constexpr std::string_view kNeeds[] = {" stay dry ", " umbrella ", " brolly ", " be dry ", " get wet "};

bool lists(std::string_view words, std::string_view word) {
  return (" " + std::string(words) + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

/// The states that answer "is it raining"; "" where the words ask for no state.
std::string_view states_asked(std::string_view value) {
  const std::string text = prepare_value(value);
  for (const Asking& row : kAskings)
    for (std::string_view rest = row.words; !rest.empty();) {
      const size_t end = std::min(rest.find(','), rest.size());
      if (text.find(rest.substr(0, end)) != std::string::npos) return row.states;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  return {};
}

/// "unless it's raining", "비 안 오면": no label says so, since the sky is no state of a thing.
bool is_negated(std::string_view said) {
  const std::string text = " " + prepare_value(said) + " ";
  bool negated = false;
  for (const std::string_view word : {" unless ", " not ", "n t ", " no ", " isnt ", " stopped ", " stops ",
                                      " 안 ", "지 않", "그치", "그쳤", " 없"})
    if (text.find(word) != std::string::npos) negated = !negated;
  return negated;
}

std::optional<double> number_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}
std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What of one weather entity answers a clause: now, or the days that were said.
class Weather {
 public:
  Weather(const View& view, const Frame& frame) : view_(view), frame_(frame) {
    call_.name = "HassGetWeather";
    for (size_t i = 0; i < view.home.entities.size() && entity_ == kNowhere; ++i)
      if (view.home.entities[i].domain() == "weather") entity_ = static_cast<int32_t>(i);
    days_ = read_days(frame.text(SpanRole::date), view.now);
    // "What's the high going to be": today's.
    if (!days_ && frame.attribute == Attribute::temperature && says_extreme())
      days_ = Days{view.now.day(), view.now.day()};
    if (frame.has(SpanRole::name)) choose_named();
    if (entity_ != kNowhere) call_.entities = {weather().id};
  }

  ClauseResult answer() {
    ClauseResult out;
    if (entity_ == kNowhere) return with_call(reply_only(why_none()));
    out.subjects = {entity_};
    out.reply = words();
    const auto so = truth();
    if (so && !out.reply.empty()) out.reply = say_so(view_.language, *so, out.reply);
    if (out.reply.empty()) out.reply = view_.say(Say::no_forecast, {day_text(days_->first)});
    return with_call(std::move(out));
  }

  /// Whether the sky or the temperature is as asked, on any of the days.
  std::optional<bool> truth() const {
    if (entity_ != kNowhere && asks_for_wind()) return std::nullopt;
    if (const auto warmth = entity_ == kNowhere ? std::nullopt : compared()) return warmth;
    std::string_view states = states_asked(frame_.text(SpanRole::value));
    // "We gonna stay dry saturday": no value was read, and one of the words is one.
    if (states.empty() && says_dry_or_umbrella()) states = states_asked(frame_.said);
    if (entity_ == kNowhere || states.empty()) return std::nullopt;
    const bool negated = frame_.role == ClauseRole::condition && is_negated(frame_.said);
    const bool so = (is_now() && lists(states, weather().state)) || is_forecast(states);
    return is_now() || !forecast().empty() ? std::optional(so != negated) : std::nullopt;
  }

  ClauseResult with_call(ClauseResult result) {
    result.calls.push_back(std::move(call_));
    return result;
  }
  std::string words() const {
    if (frame_.attribute == Attribute::humidity) return humidity();
    if (asks_for_wind())
      if (auto speed = wind(); !speed.empty()) return speed;
    return is_now() && !comes_later_today() &&
                   !((asks_ahead() || asks_for_low() || asks_for_extreme()) && !forecast().empty())
               ? now()
               : then();
  }
  std::string why_none() const {
    return unknown_name_ ? view_.say(Say::unknown_name, {std::string(frame_.text(SpanRole::name))})
                         : view_.say(Say::no_weather);
  }

 private:
  const Entity& weather() const { return view_.home.entities[static_cast<size_t>(entity_)]; }
  bool is_now() const { return !days_ || (days_->first == view_.now.day() && days_->last == days_->first); }
  std::string day_text(int64_t day) const { return day_words(view_.language, day, view_.now); }
  std::string unit() const {
    const std::string_view own = weather().text("temperature_unit");
    return own.empty() ? view_.home.temperature_unit_or_guess() : std::string(own);
  }

  bool says_dry_or_umbrella() const {
    const std::string said = plain_words(frame_.said);
    return std::ranges::any_of(kNeeds,
                               [&](std::string_view word) { return said.find(word) != std::string::npos; });
  }
  /// "How cold will it get tonight" is about what is to come of today.
  bool asks_ahead() const {
    const std::string said = plain_words(frame_.said);
    return days_ && std::ranges::any_of(
                        kAhead, [&](std::string_view word) { return said.find(word) != std::string::npos; });
  }

  /// "Will it rain today": it does not now, and the day's forecast says that it will.
  bool comes_later_today() const {
    const std::string_view states = states_asked(frame_.text(SpanRole::value));
    return !states.empty() && !lists(states, weather().state) && is_forecast(states);
  }
  /// "What's the high today": of a day, how warm or cold it gets.
  bool asks_for_extreme() const { return days_ && says_extreme(); }
  bool says_extreme() const {
    return says(plain_words(frame_.said),
                {" high ", " low ", " highest ", " lowest ", " maximum ", " minimum ", " max ", " min ",
                 " highs ", " lows ", " top ", " supposed to get ", " going to get ", " gonna get "});
  }
  /// "오늘 밤 최저 몇 도": of a day, its low.
  bool asks_for_low() const {
    if (frame_.attribute != Attribute::temperature) return false;
    for (const std::string_view word : {"최저", "밤", "새벽"})
      if (frame_.said.find(word) != std::string::npos) return true;
    return false;
  }
  /// "바깥이 영하야": whether it is as warm or cold as that now.
  std::optional<bool> compared() const {
    const auto temperature = number_attribute(weather(), "temperature");
    const auto with = read_quantity(frame_.text(SpanRole::value)).number;
    if (!temperature || !with || frame_.comparison == Comparison::none) return std::nullopt;
    if (is_now() && !asks_for_low()) return compare(*temperature, frame_.comparison, *with);
    // Of a day, at its coldest or its warmest.
    const bool low = frame_.comparison == Comparison::below || frame_.comparison == Comparison::at_most;
    std::optional<bool> so;
    for (const Json* item : forecast())
      if (const auto value = number_of(*item, low ? "templow" : "temperature"))
        so = so.value_or(false) || compare(*value, frame_.comparison, *with);
    return so;
  }
  /// On any of the days that were said.
  bool is_forecast(std::string_view states) const {
    const auto items = forecast();
    return std::any_of(items.begin(), items.end(),
                       [&](const Json* item) { return lists(states, text_of(*item, "condition")); });
  }

  void choose_named() {
    entity_ = kNowhere;
    for (const Match& match : view_.situation.index.find(frame_.text(SpanRole::name)).entities)
      if (view_.home.entities[static_cast<size_t>(match.thing)].domain() == "weather") {
        entity_ = match.thing;
        call_.arguments["name"] = weather().name;
        return;
      }
    unknown_name_ = true;
  }

  /// "How hard is the wind": not whether it is windy.
  std::string wind() const {
    const auto speed = number_attribute(weather(), "wind_speed");
    const std::string_view own = weather().text("wind_speed_unit");
    const std::string unit = own.empty() ? " km/h" : " " + std::string(own);
    return speed ? view_.say(Say::value_is, {view_.language == Language::korean ? "바람" : "the wind speed",
                                             number_text(*speed) + unit})
                 : std::string();
  }
  bool asks_for_wind() const {
    const std::string said = plain_words(frame_.said);
    const bool how = says(said, {" how hard", " how strong", " how fast", " wind speed", "얼마나", "풍속"});
    return is_now() && how && says(said, {" wind", "바람", "풍속"});
  }

  std::string humidity() const {
    const auto value = number_attribute(weather(), "humidity");
    if (!value) return view_.say(Say::unknown_value, {name_noun(view_.language, weather())});
    return view_.say(Say::value_is, {view_.language == Language::korean ? "습도" : "the humidity",
                                     number_text(*value) + "%"});
  }
  /// "What's the temperature outside": what the home's one sensor there measures, before what a service says.
  std::optional<double> measured_outside() const {
    const auto says_so = [](const std::string& text) {
      return says(plain_words(text), {" outside ", " outdoors ", " outdoor "});
    };
    if (frame_.attribute != Attribute::temperature || frame_.has(SpanRole::name) ||
        !says_so(std::string(frame_.said)))
      return std::nullopt;
    const Entity* sensor = view_.home.only([&](const Entity& e) {
      return e.domain() == "sensor" && e.device_class() == "temperature" && e.any_name(says_so);
    });
    const bool same_unit = sensor != nullptr && sensor->text("unit_of_measurement") == unit();
    return same_unit ? number_state(*sensor) : std::nullopt;
  }
  std::string now() const {
    auto temperature = measured_outside();
    if (!temperature) temperature = number_attribute(weather(), "temperature");
    if (!temperature) return view_.say(Say::unknown_value, {name_noun(view_.language, weather())});
    return view_.say(Say::weather_now,
                     {sky_words(view_.language, weather().state), number_text(*temperature) + unit()});
  }
  std::vector<const Json*> forecast() const {
    std::vector<const Json*> out;
    if (!days_) return out;
    const auto items = weather().attributes.find("forecast");
    if (items == weather().attributes.end() || !items->is_array()) return out;
    for (const Json& item : *items) {
      if (!item.is_object()) continue;
      const auto when = read_moment(text_of(item, "datetime"), view_.now.offset_s);
      if (when && when->day() >= days_->first && when->day() <= days_->last) out.push_back(&item);
    }
    return out;
  }
  std::string then() const {
    std::string out;
    for (const Json* item : forecast()) {
      const auto when = read_moment(text_of(*item, "datetime"), view_.now.offset_s);
      std::string degrees;
      if (const auto high = number_of(*item, "temperature")) degrees = ", " + number_text(*high) + unit();
      if (const auto low = number_of(*item, "templow"); low && !degrees.empty())
        degrees += (view_.language == Language::korean ? ", 최저 " : ", low ") + number_text(*low) + unit();
      out += (out.empty() ? "" : " ") +
             view_.say(Say::weather_then, {day_text(when->day()),
                                           sky_words(view_.language, text_of(*item, "condition")), degrees});
    }
    return out;
  }

  const View& view_;
  const Frame& frame_;
  Call call_;
  int32_t entity_ = kNowhere;
  bool unknown_name_ = false;
  std::optional<Days> days_;
};

}  // namespace

ClauseResult answer_weather(const View& view, const Frame& frame) { return Weather(view, frame).answer(); }

std::optional<bool> weather_holds(const View& view, const Frame& frame, ClauseResult& result) {
  Weather weather(view, frame);
  const auto so = weather.truth();
  if (so) result.reply = weather.words();
  result = weather.with_call(std::move(result));
  return so;
}

}  // namespace ondol::home
