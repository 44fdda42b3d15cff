// Clause by clause; see assistant.h.
#include "home/assistant.h"

#include <algorithm>

#include "home/labels.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {

/// What the home asked "are you sure?" about: exactly these entities.
struct Assistant::Pending {
  Frame frame;
  std::vector<int32_t> entities;
};

namespace {

/// Each clause's condition: the last one before it, or, for clauses before the first, the first after them.
std::vector<int> condition_of(std::span<const Frame> frames) {
  std::vector<int> out(frames.size(), -1);
  int current = -1;
  for (size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].role == ClauseRole::condition)
      current = static_cast<int>(i);
    else
      out[i] = current;
  }
  // "set it to 22 if it is above 23": the condition comes last and nothing follows it.
  for (size_t i = frames.size(); i-- > 0;) {
    if (frames[i].role != ClauseRole::condition) continue;
    const bool last = std::none_of(frames.begin() + static_cast<std::ptrdiff_t>(i), frames.end(),
                                   [](const Frame& f) { return f.role != ClauseRole::condition; });
    if (last)
      for (size_t j = 0; j < i; ++j)
        if (out[j] < 0) out[j] = static_cast<int>(i);
    break;
  }
  return out;
}

ClauseResult respond(const Scene& scene) { return reply_only(scene.say(Say::hello)); }

ClauseResult broadcast(const Scene& scene, const Frame& frame) {
  Call call{.name = std::string(call_name(frame.intent)), .arguments = Json::object(), .entities = {}};
  const std::string message(frame.text(SpanRole::message));
  ClauseResult out;
  if (message.empty()) {
    out = ask(scene.say(Say::no_message));
  } else {
    call.arguments["message"] = message;
    out = reply_only(scene.say(Say::broadcast, {message}));
    out.deeds.push_back({call, ""});
  }
  out.calls.push_back(std::move(call));
  return out;
}

bool is_verb_ending(std::string_view last_word) { return has_hangul(last_word); }

}  // namespace

Language language_of(std::string_view text, std::string_view home_language) {
  const bool hangul = has_hangul(text), latin = has_latin(text);
  if (hangul && latin) {
    // Code-mixing: Korean ends in its verb, English begins with it ("turn on 거실 불" / "living room 불
    // 꺼줘").
    const auto words = split_words(text);
    constexpr std::string_view kEnglishVerbs[] = {
        "turn",  "switch", "set", "open", "close", "lock",  "unlock", "play", "pause", "stop",
        "start", "is",     "are", "what", "how",   "which", "add",    "put",  "dim",   "please"};
    std::string first(words.empty() ? std::string_view() : words[0]);
    for (char& c : first)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (std::ranges::find(kEnglishVerbs, first) != std::end(kEnglishVerbs)) return Language::english;
    return is_verb_ending(words.empty() ? text : words.back()) ? Language::korean : Language::english;
  }
  if (hangul) return Language::korean;
  if (latin) return Language::english;
  return home_language == "ko" ? Language::korean : Language::english;
}

Assistant::Assistant(Home home, std::string_view from, std::optional<Moment> now)
    : home_(std::make_unique<Home>(std::move(home))),
      index_(*home_),
      mentions_(*home_, index_),
      situation_{*home_, index_, from.empty() ? kNowhere : home_->area_of_device(from)},
      now_(now) {}

Assistant::~Assistant() = default;

/// "And the kitchen too": the last clause, with what is new in place of what was there.
Frame Assistant::completed(const Frame& frame) const {
  if (frame.intent != Intent::repeat || !memory_.any) return frame;
  Frame out = memory_.frame;
  out.role = frame.role;
  constexpr SpanRole kWhere[] = {SpanRole::name, SpanRole::area, SpanRole::floor, SpanRole::except};
  const auto is_where = [&](const Span& span) {
    return std::ranges::find(kWhere, span.role) != std::end(kWhere);
  };
  const bool new_place = std::ranges::any_of(frame.spans, is_where) || frame.place != Place::unsaid;
  if (new_place) {
    std::erase_if(out.spans, is_where);
    out.place = frame.place;
    out.reference = Reference::none;
  }
  if (frame.kind != Kind::any) out.kind = frame.kind;
  if (frame.quantity != Quantity::unsaid) out.quantity = frame.quantity;
  if (frame.operation != Operation::none) out.operation = frame.operation;
  for (const Span& span : frame.spans) {
    if (!is_where(span)) std::erase_if(out.spans, [&](const Span& old) { return old.role == span.role; });
    out.spans.push_back(span);
  }
  return out;
}

ClauseResult Assistant::handle_clause(const Scene& scene, const Frame& frame, Standing standing) {
  switch (frame.intent) {
    case Intent::none:
      return reply_only(scene.say(Say::not_at_home));
    case Intent::nevermind: {
      ClauseResult out = reply_only(scene.say(Say::nevermind));
      out.calls.push_back(
          Call{.name = std::string(call_name(frame.intent)), .arguments = Json::object(), .entities = {}});
      return out;
    }
    case Intent::respond: {
      ClauseResult out = respond(scene);
      out.calls.push_back(
          Call{.name = std::string(call_name(frame.intent)), .arguments = Json::object(), .entities = {}});
      return out;
    }
    case Intent::confirm:
      return reply_only(scene.say(Say::confirm_nothing));
    case Intent::repeat:
      return ask(scene.say(Say::no_subject));
    case Intent::broadcast:
      return broadcast(scene, frame);
    case Intent::get_time:
    case Intent::get_date:
      return answer_clock(scene, frame);
    case Intent::get_weather:
      return answer_weather(scene, frame);
    case Intent::list_add:
    case Intent::list_complete:
    case Intent::list_remove:
      return handle_list_change(scene, frame);
    default:
      break;
  }
  if (is_question(frame.intent)) return handle_question(scene, frame);
  if (is_timer_intent(frame.intent)) return handle_timer(scene, frame);
  if (frame.has(SpanRole::delay)) return handle_delayed(scene, frame);
  return handle_command(scene, frame, standing);
}

Outcome Assistant::run(std::string_view text, std::span<const Frame> frames) {
  Simulator simulator(*home_);
  const Language language = language_of(text, home_->language);
  const Scene scene{{*home_, situation_, memory_, now_.value_or(current_moment()), language, text},
                    simulator};
  Outcome out;
  const std::unique_ptr<Pending> pending = std::move(pending_);
  const auto add = [&](ClauseResult& result, const Frame& frame) {
    if (!result.reply.empty()) out.reply += (out.reply.empty() ? "" : " ") + result.reply;
    for (Call& call : result.calls) out.calls.push_back(std::move(call));
    for (Deed& deed : result.deeds) out.deeds.push_back(std::move(deed));
    out.asked_back = out.asked_back || result.asked_back;
    out.claims_action = out.claims_action || result.claims_action;
    if (!result.subjects.empty()) memory_.entities = result.subjects;
    if (frame.intent != Intent::none && frame.intent != Intent::nevermind && frame.intent != Intent::respond)
      memory_.frame = frame, memory_.any = true;
  };
  const auto conditions = condition_of(frames);
  std::vector<std::optional<bool>> met(frames.size());
  std::vector<bool> evaluated(frames.size(), false);
  std::vector<std::string> how(frames.size());
  const auto evaluate = [&](size_t at) {
    if (evaluated[at]) return;
    evaluated[at] = true;
    ClauseResult result;
    met[at] = condition_holds(scene, frames[at], result);
    how[at] = std::move(result.reply);
    result.reply.clear();
    add(result, frames[at]);
  };
  bool any_main = false;
  std::vector<bool> told(frames.size(), false);
  for (size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].role == ClauseRole::condition) continue;
    any_main = true;
    if (conditions[i] >= 0) {
      const auto at = static_cast<size_t>(conditions[i]);
      evaluate(at);
      const bool wanted = frames[i].role != ClauseRole::alternative;
      if (!met[at] || *met[at] != wanted) {
        const bool has_alternative =
            std::ranges::any_of(frames, [](const Frame& f) { return f.role == ClauseRole::alternative; });
        if (!told[at] && !(has_alternative && met[at]))
          out.reply +=
              (out.reply.empty() ? "" : " ") +
              (met[at] ? scene.say(Say::condition_not_met, {how[at]}) : scene.say(Say::condition_unknown));
        told[at] = true;
        continue;
      }
    }
    const Frame frame = completed(frames[i]);
    ClauseResult result;
    if (frame.intent == Intent::confirm && pending && i == 0) {
      // A yes is about what was asked, by entity: whatever else the name could mean is not done.
      Memory only = memory_;
      only.entities = pending->entities;
      Frame exact = pending->frame;
      std::erase_if(exact.spans, [](const Span& s) {
        return s.role == SpanRole::name || s.role == SpanRole::area || s.role == SpanRole::floor ||
               s.role == SpanRole::except;
      });
      exact.place = Place::unsaid;
      exact.kind = Kind::any;
      exact.quantity = Quantity::all;
      exact.reference = Reference::them;
      const Scene again{{scene.home, scene.situation, only, scene.now, scene.language, scene.text},
                        scene.simulator};
      result = handle_command(again, exact, Standing::confirmed);
      add(result, exact);
      continue;
    }
    result =
        handle_clause(scene, frame, frames[i].intent == Intent::repeat ? Standing::repeated : Standing::said);
    if (result.asked_back && !result.subjects.empty())
      pending_ = std::make_unique<Pending>(Pending{frame, result.subjects});
    add(result, frame);
  }
  if (frames.empty()) out.reply = scene.say(Say::not_understood);
  if (!frames.empty() && !any_main) {
    // A condition without a command is a question.
    for (const Frame& frame : frames) {
      ClauseResult result = ask(scene.say(Say::conditions_only));
      add(result, frame);
      break;
    }
  }
  out.changes = simulator.changes();
  return out;
}

Outcome Assistant::handle(std::string_view text, std::span<const Frame> frames) { return run(text, frames); }

void Assistant::recall(std::string_view text, std::span<const Frame> frames) {
  // Played on a copy: a home that is told what was said before is already as it became.
  const Home before = *home_;
  run(text, frames);
  *home_ = before;
  std::erase_if(memory_.entities,
                [&](int32_t i) { return static_cast<size_t>(i) >= home_->entities.size(); });
}

Json outcome_json(std::string_view text, const Outcome& outcome) {
  Json calls = Json::array();
  for (const Call& call : outcome.calls)
    calls.push_back({{"name", call.name}, {"arguments", call.arguments}, {"entities", call.entities}});
  return {{"text", text},
          {"reply", outcome.reply},
          {"calls", std::move(calls)},
          {"changes", outcome.changes},
          {"asked_back", outcome.asked_back}};
}

}  // namespace ondol::home
