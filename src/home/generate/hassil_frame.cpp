// One function for each of Home Assistant's intents; see hassil_frame.h.
#include "home/generate/hassil_frame.h"

#include <algorithm>

#include "home/generate/hassil_classes.h"
#include "home/generate/hassil_marks.h"

namespace ondol::home {
namespace {

class Annotator {
 public:
  Annotator(const SentenceBlock& block, const Expanded& said, bool korean, const Sample* command)
      : block_(block), said_(said), korean_(korean), command_(command), marks_(said, korean) {}

  std::optional<Sample> run() {
    if (!places() || !intent()) return std::nullopt;
    Sample out{.text = said_.text, .clauses = {}};
    out.clauses.push_back({.begin = 0, .labels = frame_, .spans = marks_.sorted()});
    return out;
  }

 private:
  using Do = bool (Annotator::*)();
  struct Row {
    std::string_view intent;
    Intent means;
    Do how;
  };

  bool intent() {
    static constexpr Row kRows[] = {
        {"HassTurnOn", Intent::turn_on, &Annotator::turn},
        {"HassTurnOff", Intent::turn_off, &Annotator::turn},
        {"HassLightSet", Intent::light_set, &Annotator::light_set},
        {"HassSetPosition", Intent::set_position, &Annotator::set_position},
        {"HassClimateSetTemperature", Intent::climate_set_temperature, &Annotator::set_temperature},
        {"HassClimateGetTemperature", Intent::get_state, &Annotator::temperature},
        {"HassGetState", Intent::get_state, &Annotator::question},
        {"HassSetVolume", Intent::set_volume, &Annotator::set_volume},
        {"HassMediaPause", Intent::media_pause, &Annotator::media},
        {"HassMediaUnpause", Intent::media_unpause, &Annotator::media},
        {"HassMediaNext", Intent::media_next, &Annotator::media},
        {"HassMediaPrevious", Intent::media_previous, &Annotator::media},
        {"HassMediaSearchAndPlay", Intent::media_play, &Annotator::play},
        {"HassVacuumStart", Intent::vacuum_start, &Annotator::vacuum},
        {"HassVacuumReturnToBase", Intent::vacuum_return, &Annotator::vacuum},
        {"HassListAddItem", Intent::list_add, &Annotator::list},
        {"HassListCompleteItem", Intent::list_complete, &Annotator::list},
        {"HassShoppingListAddItem", Intent::list_add, &Annotator::list},
        {"HassShoppingListCompleteItem", Intent::list_complete, &Annotator::list},
        {"HassStartTimer", Intent::timer_start, &Annotator::timer},
        {"HassCancelTimer", Intent::timer_cancel, &Annotator::timer},
        {"HassCancelAllTimers", Intent::timer_cancel_all, &Annotator::timer},
        {"HassIncreaseTimer", Intent::timer_increase, &Annotator::timer},
        {"HassDecreaseTimer", Intent::timer_decrease, &Annotator::timer},
        {"HassPauseTimer", Intent::timer_pause, &Annotator::timer},
        {"HassUnpauseTimer", Intent::timer_unpause, &Annotator::timer},
        {"HassTimerStatus", Intent::timer_status, &Annotator::timer},
        {"HassGetCurrentTime", Intent::get_time, &Annotator::plain},
        {"HassGetCurrentDate", Intent::get_date, &Annotator::plain},
        {"HassGetWeather", Intent::get_weather, &Annotator::weather},
        {"HassBroadcast", Intent::broadcast, &Annotator::broadcast},
        {"HassNevermind", Intent::nevermind, &Annotator::plain},
        {"HassRespond", Intent::respond, &Annotator::plain},
    };
    const auto row = std::ranges::find(kRows, block_.intent, &Row::intent);
    if (row == std::end(kRows)) return false;
    frame_.intent = row->means;
    return (this->*row->how)();
  }

  // ---- what every sentence may have ----

  std::string_view text() const { return said_.text; }
  std::string_view text_of(const ExpandedMark& mark) const {
    return text().substr(mark.begin, mark.end - mark.begin);
  }
  std::string_view slot_value(const char* name) const {
    const auto at = block_.slots.find(name);
    return at == block_.slots.end() ? std::string_view() : std::string_view(at->second);
  }
  std::string_view domain() const { return block_.domain.empty() ? slot_value("domain") : block_.domain; }
  std::string_view device_class() const {
    return block_.device_class.empty() ? slot_value("device_class") : block_.device_class;
  }
  bool is_asked() const {
    return block_.intent == "HassGetState" || block_.intent == "HassClimateGetTemperature";
  }

  bool places() {
    if (const auto* area = said_.slot("area")) marks_.add(SpanRole::area, *area);
    if (const auto* floor = said_.slot("floor")) {
      // The word lists have whole names of floors; the templates add a word to any.
      if (text().substr(floor->end).starts_with(" floor")) return false;
      marks_.add(SpanRole::floor, *floor);
    }
    if (said_.rule("here") != nullptr || said_.rule("in_here") != nullptr) frame_.place = Place::here;
    if (said_.rule("everywhere") != nullptr || marks_.has_word("everywhere") || marks_.has_word("areas"))
      frame_.place = Place::whole_house;
    // "Off everywhere" is all of them, as in the project's own grammars.
    if (frame_.place == Place::whole_house && !is_asked()) frame_.quantity = Quantity::all;
    return quantity({"everywhere", "here"});
  }

  bool quantity(std::initializer_list<std::string_view> not_in_rules) {
    // In a question "all" is the form of the question; "all areas" is a place.
    if (is_asked() || marks_.has_word("areas")) return true;
    for (const std::string_view word : {"all", "every", "each", "everything", "모든"})
      if (marks_.has_word(word, not_in_rules)) frame_.quantity = Quantity::all;
    return true;
  }

  /// A name, or the generic noun that stands for one.
  bool name(size_t end_with = 0) {
    const auto* name = said_.slot("name");
    if (name == nullptr) return true;
    if (name->kind != Kind::any && end_with == 0) {
      frame_.kind = name->kind;
      return marks_.add(SpanRole::kind, *name);
    }
    return marks_.add(SpanRole::name, name->begin, std::max(name->end, end_with));
  }
  void noun(std::initializer_list<Kind> kinds) {
    const Kind kind = marks_.add_noun(kinds);
    if (kind != Kind::any) frame_.kind = kind;
  }
  bool value(Attribute attribute, const ExpandedMark* mark) {
    frame_.attribute = attribute;
    frame_.operation = Operation::set;
    if (mark == nullptr || !marks_.add_value(*mark)) return false;
    // "increase it 50 %" says by how much, Home Assistant takes it for what it is set to.
    const auto* verb = said_.rule("numeric_value_set");
    if (verb == nullptr) return true;
    static constexpr std::string_view kRelative[] = {"increase", "decrease", "turn up", "turn down",
                                                     "증가",     "감소",     "올려",    "내려"};
    if (std::ranges::find(kRelative, text_of(*verb)) == std::end(kRelative)) return true;
    const std::string_view before = text().substr(0, mark->begin);
    if (!korean_) return before.ends_with(" to ");
    const SampleSpan span = marks_.sorted().back();
    return text().substr(span.end).starts_with("로") || text().substr(span.end).starts_with("으로");
  }

  bool cover(const ExpandedMark& of) {
    frame_.kind = kind_of_cover_class(of.out);
    // Home Assistant has "현관문" among the gates, and "현관", which is a room.
    if (text_of(of) == "현관문") frame_.kind = Kind::door;
    return text_of(of) != "현관" && marks_.add(SpanRole::kind, of);
  }

  // ---- commands ----

  bool light_noun() {
    const auto* light = said_.rule("light");
    if (light == nullptr) {
      frame_.kind = Kind::light;
      const bool verb = text().starts_with("light ") || text().starts_with("illuminate");
      if (!verb && !korean_) noun({Kind::light});
      if (korean_) noun({Kind::light});
      return true;
    }
    // "the bedside lamp": a word that tells it apart makes a name of it.
    const auto* name_mark = said_.slot("name");
    if (name_mark != nullptr && light->begin == name_mark->end + 1) return name(light->end);
    frame_.kind = text_of(*light).starts_with("lamp") ? Kind::lamp : Kind::light;
    return marks_.add(SpanRole::kind, *light);
  }

  bool turn() {
    const bool on = frame_.intent == Intent::turn_on;
    const auto moves = [&](std::string_view domain) {
      return std::ranges::find(block_.name_domains, domain) != block_.name_domains.end();
    };
    if (domain() == "lock") return lock(on);
    const bool by_word =
        korean_ && (text().find("열어") != text().npos || text().find("닫아") != text().npos);
    if (domain() == "cover" || domain() == "valve" || moves("cover") || by_word) {
      frame_.intent = on ? Intent::open : Intent::close;
      if (const auto* kind = said_.slot("device_class"); kind != nullptr) {
        if (!cover(*kind)) return false;
      } else if (!device_class().empty()) {
        noun({kind_of_cover_class(device_class())});
      }
      return name();
    }
    if (domain() == "light") return light_noun() && (said_.rule("light") != nullptr || name());
    if (domain() == "fan") noun({Kind::fan});
    if (domain() == "scene" || domain() == "script") {
      return !(korean_ && said_.rule("turn") != nullptr) && scene();
    }
    return name();
  }

  /// "movie night scene", "영화 모드": the noun belongs to the name, as in "desk lamp", but tells the kind.
  bool scene() {
    const auto* called = said_.slot("name");
    if (called == nullptr) return false;
    for (const std::string_view word : {" scene", " script", " 장면", " 모드", " 스크립트"}) {
      if (!text().substr(called->end).starts_with(word)) continue;
      frame_.kind = domain() == "scene" ? Kind::scene : Kind::script;
      return marks_.add(SpanRole::name, called->begin, called->end + word.size());
    }
    if (text_of(*called).ends_with("루틴") || text_of(*called).ends_with("routine"))
      frame_.kind = Kind::script;
    if (text_of(*called).ends_with("모드")) frame_.kind = Kind::scene;
    const std::string_view before = text().substr(0, called->begin);
    for (const std::string_view word : {"scene ", "scene my ", "scene our ", "scene the "})
      if (before.ends_with(word)) frame_.kind = Kind::scene;
    return marks_.add(SpanRole::name, *called);
  }

  bool lock(bool on) {
    frame_.intent = on ? Intent::lock : Intent::unlock;
    if (said_.slot("name") != nullptr) return name();
    if (!korean_ && !text().starts_with("close")) marks_.pass_verb("lock");
    lockable();
    return frame_.kind != Kind::any || frame_.quantity == Quantity::unsaid;
  }
  void lockable() {
    if (korean_)
      noun({Kind::lock});
    else
      noun({Kind::garage_door, Kind::gate, Kind::window, Kind::shutter, Kind::door, Kind::lock});
    // "door" stands in both rows.
    if (frame_.kind == Kind::lock && (marks_.text().find("lock") == std::string_view::npos || korean_)) {
      const SampleSpan span = kind_span();
      const std::string_view said = text().substr(span.begin, span.end - span.begin);
      if (said.starts_with("문") || said.starts_with("door")) frame_.kind = Kind::door;
    }
  }
  SampleSpan kind_span() const {
    for (const SampleSpan& span : marks_.sorted())
      if (span.role == SpanRole::kind) return span;
    return {};
  }

  bool light_set() {
    if (!name()) return false;
    if (said_.slot("name") == nullptr &&
        (said_.rule("light") != nullptr || marks_.has_word("lights") || marks_.has_word("조명")))
      light_noun();
    if (const auto* color = said_.slot("color")) {
      frame_.attribute = Attribute::color;
      frame_.operation = Operation::set;
      return marks_.add(SpanRole::value, *color);
    }
    const auto* brightness = said_.slot("brightness");
    if (brightness == nullptr) return false;
    if (brightness->name == "brightness_level") {
      frame_.attribute = Attribute::brightness;
      frame_.operation = brightness->out == "1" ? Operation::minimum : Operation::maximum;
      return true;
    }
    return value(Attribute::brightness, brightness);
  }

  bool set_position() {
    if (const auto* kind = said_.slot("device_class"); kind != nullptr && !cover(*kind)) return false;
    return name() && value(Attribute::position, said_.slot("position"));
  }
  bool set_temperature() { return name() && value(Attribute::temperature, said_.slot("temperature")); }
  bool set_volume() { return name() && value(Attribute::volume, said_.slot("volume_level")); }

  bool media() {
    if (!name()) return false;
    if (said_.slot("name") == nullptr && (marks_.has_word("music") || marks_.has_word("media")))
      noun({Kind::media_player});
    return true;
  }

  bool play() {
    const auto* query = said_.slot("search_query");
    if (query == nullptr || !marks_.add(SpanRole::media, *query)) return false;
    if (const auto* media_class = said_.slot("media_class")) marks_.add(SpanRole::media_class, *media_class);
    return name();
  }

  bool vacuum() { return name(); }

  bool list() {
    const auto* item = said_.slot("item");
    const auto* whole = said_.rule("my_list");
    if (item == nullptr || whole == nullptr || !marks_.add(SpanRole::item, *item)) return false;
    size_t begin = whole->begin;
    for (const std::string_view article : {"my ", "the ", "내 "})
      if (text().substr(begin).starts_with(article)) begin += article.size();
    const std::string_view said = text().substr(begin, whole->end - begin);
    const auto says = [&](std::string_view word) { return said.find(word) != std::string_view::npos; };
    if (says("shopping") || says("grocer") || says("쇼핑"))
      frame_.kind = Kind::shopping_list;
    else if (says("list") || says("to do") || says("todo") || says("리스트"))
      frame_.kind = Kind::todo_list;
    if (text().starts_with("remove") || text().starts_with("delete")) frame_.intent = Intent::list_remove;
    return marks_.add(SpanRole::list, begin, whole->end);
  }

  bool timer() {
    if (command_ != nullptr) return delayed();
    // The longest rule is the whole of it: "5 minutes and 3 seconds" holds "3 seconds".
    if (const auto* duration = said_.rule("timer_duration")) marks_.add(SpanRole::duration, *duration);
    if (const auto* of = said_.rule("timer_start")) marks_.add(SpanRole::of_duration, *of);
    return name();
  }

  bool delayed() {
    const auto* command = said_.slot("conversation_command");
    const auto* delay = said_.rule("timer_duration");
    if (command == nullptr || delay == nullptr || command_->clauses.size() != 1) return false;
    frame_ = command_->clauses[0].labels;
    for (const SampleSpan& span : command_->clauses[0].spans)
      marks_.add(span.role, command->begin + span.begin, command->begin + span.end);
    return marks_.add(SpanRole::delay, *delay);
  }

  bool weather() {
    noun({Kind::weather});
    return name();
  }
  bool broadcast() {
    const auto* message = said_.slot("message");
    return message != nullptr && marks_.add(SpanRole::message, *message);
  }
  bool plain() { return true; }

  // ---- questions ----

  bool temperature() {
    frame_.question = Question::value;
    if (!name()) return false;
    if (said_.slot("name") != nullptr && frame_.kind != Kind::any) return false;
    frame_.kind = Kind::temperature;
    if (const auto* noun = said_.rule("temp")) return marks_.add(SpanRole::kind, *noun);
    return true;
  }

  bool question() {
    frame_.question = question_of_response(block_.response);
    if (frame_.question == Question::none) return false;
    if (const auto* state = said_.slot("state"); state != nullptr && domain() != "person") {
      frame_.asked = asked_state(state->name, state->out);
      if (frame_.asked == Asked::none) return false;
    } else if (const auto fixed = slot_value("state"); !fixed.empty()) {
      frame_.asked = asked_state("bs_", fixed);
    }
    if (const auto* of = said_.slot("domain")) {
      frame_.kind = kind_of_domain(of->out);
      return marks_.add(SpanRole::kind, *of);
    }
    if (domain() == "person") return person();
    if (domain() == "sensor") return sensor();
    if (domain() == "binary_sensor") return detected();
    if (const auto* of = said_.slot("device_class"); of != nullptr && !cover(*of)) return false;
    if (domain() == "lock" && said_.slot("name") == nullptr) lockable();
    // "창문이 열려 있어?" asks about the window; "열려 있는 창문이 있어?" about any.
    if (korean_ && frame_.question == Question::any && said_.slot("area") == nullptr &&
        text().find("있는") == std::string_view::npos)
      frame_.question = Question::yes_no;
    return name();
  }

  bool person() {
    if (!name()) return false;
    if (said_.slot("name") == nullptr) {
      frame_.kind = Kind::person;
      noun({Kind::person});
    }
    const auto* zone = said_.slot("state");
    if (zone == nullptr) return frame_.question == Question::value;
    frame_.asked = Asked::home;
    // "home", "at home", "in the house": of the template's prepositions those that people use.
    const bool house = text_of(*zone) == "house";
    const std::string_view before = text().substr(0, zone->begin);
    const bool in = before.ends_with(" in the "), at = before.ends_with(" at ");
    const bool other = before.ends_with(" the ") || said_.rule("in") != nullptr;
    return house ? in : at || !other;
  }

  bool sensor() {
    const auto* what = said_.rule("class");
    if (!name()) return false;
    const Kind kind = kind_of_sensor_class(device_class());
    frame_.kind = kind == Kind::any ? Kind::sensor : kind;
    if (kind == Kind::any) return what != nullptr;
    marks_.add_noun({kind});
    return true;
  }

  bool detected() {
    if (said_.slot("name") != nullptr) {
      if (!name()) return false;
      // "detected" and "on" are said of every class, and so tell none.
      const auto* state = said_.slot("state");
      const bool of_any = state != nullptr && is_of_any_class(text_of(*state));
      const Kind kind = of_any ? Kind::any : kind_of_detected(device_class());
      if (kind != Kind::any && frame_.kind != Kind::any) return false;  // two nouns, "is the door connected"
      if (kind != Kind::any) frame_.kind = kind;
      if (kind != Kind::any) detector_nouns(kind);
      return true;
    }
    if (korean_ && device_class() == "power") return true;  // "꺼져 있는 기기": of any kind
    frame_.kind = kind_of_detector(device_class());
    if (frame_.kind == Kind::any) return false;
    if (frame_.kind == Kind::brightness_detector && !korean_) return false;  // "are any lights detected"
    if (frame_.kind == Kind::opening && korean_) frame_.kind = Kind::door;   // "문"
    detector_nouns(frame_.kind);
    return true;
  }

  static bool is_of_any_class(std::string_view state) {
    static constexpr std::string_view kWords[] = {"detected", "triggered",   "on",   "off",    "clear",
                                                  "normal",   "ok",          "감지", "감지됨", "켜짐",
                                                  "없음",     "감지 해제됨", "정상", "보통"};
    return std::ranges::find(kWords, state) != std::end(kWords);
  }

  /// The words that tell the kind: "charging", "hot", "업데이트". Presence, power and what runs are told by
  /// the verb.
  void detector_nouns(Kind kind) {
    if (kind == Kind::presence || kind == Kind::power || (kind == Kind::running && !korean_)) return;
    if (kind == Kind::battery_charging) {
      marks_.add_noun({Kind::battery});
      marks_.add_word(korean_ ? "충전" : "charging");
    } else if (korean_ && (kind == Kind::cold || kind == Kind::heat)) {
      for (const std::string_view word : {"차가운", "차가워", "뜨거운", "뜨거워"}) marks_.add_word(word);
    } else {
      marks_.add_noun({kind});
    }
  }

  const SentenceBlock& block_;
  const Expanded& said_;
  const bool korean_;
  const Sample* command_;
  SpanMarks marks_;
  Frame frame_;
};

}  // namespace

std::optional<Sample> sample_of(const SentenceBlock& block, const Expanded& said, bool korean,
                                const Sample* command) {
  return Annotator(block, said, korean, command).run();
}

}  // namespace ondol::home
