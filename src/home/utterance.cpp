// Clause by clause; see utterance.h.
#include "home/utterance.h"

#include <algorithm>
#include <utility>

#include "home/choice.h"
#include "home/conditions.h"
#include "home/follow.h"
#include "home/labels.h"
#include "home/nearest.h"
#include "home/small_talk.h"
#include "home/words.h"

namespace ondol::home {
namespace {

Call bare_call(const Frame& frame) {
  return {.name = std::string(call_name(frame.intent)), .arguments = Json::object(), .entities = {}};
}

ClauseResult say_and_call(std::string reply, const Frame& frame) {
  ClauseResult out = reply_only(std::move(reply));
  out.calls.push_back(bare_call(frame));
  return out;
}

ClauseResult broadcast(const Scene& scene, const Frame& frame) {
  Call call = bare_call(frame);
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

/// Nothing of a home: the next clause still speaks of what was spoken of before.
bool is_remembered(Intent intent) {
  return intent != Intent::none && intent != Intent::nevermind && intent != Intent::respond;
}

/// "What should I put on the list?"
bool asks_for_item(const Frame& frame) {
  return frame.intent == Intent::list_add && !frame.has(SpanRole::item);
}

}  // namespace

Utterance::Utterance(const Scene& scene, std::span<const Frame> frames, Memory& memory,
                     std::optional<Pending>& pending)
    : scene_(scene),
      frames_(frames),
      memory_(memory),
      pending_(pending),
      asked_before_(std::exchange(pending, std::nullopt)),
      conditions_(conditions_of(frames)),
      evaluated_(frames.size(), false),
      told_(frames.size(), false),
      met_(frames.size()),
      how_(frames.size()) {
  memory_.there = kNowhere;
}

Outcome Utterance::run() {
  const auto is_condition = [](const Frame& frame) { return frame.role == ClauseRole::condition; };
  for (size_t i = 0; i < frames_.size(); ++i)
    if (!is_condition(frames_[i]) && may_be_done(i)) do_clause(i);
  if (frames_.empty()) {
    say(scene_.say(Say::not_understood));
  } else if (std::ranges::all_of(frames_, is_condition)) {
    out_.asked_back = true;
    say(scene_.say(Say::conditions_only));
  }
  return std::move(out_);
}

void Utterance::do_clause(size_t at) {
  Frame frame = nearest_reading(scene_, follow_up(frames_[at], scene_.situation, memory_));
  if (!conditions_[at].empty()) frame = where_its_condition_is(at, std::move(frame));
  Standing standing = frames_[at].intent == Intent::repeat ? Standing::repeated : Standing::said;
  if (!is_remembered(frame.intent) && frames_.size() == 1)
    if (auto offer = offer_for(scene_.home, frame.said))
      frame = *std::move(offer), standing = Standing::offered;
  if (asked_before_ && at == 0) {
    std::optional<ClauseResult> result;
    if (asked_before_->chooses)
      result = answer(*asked_before_);
    else if (frame.intent == Intent::confirm)
      result = do_what_was_asked(*asked_before_, Standing::confirmed);
    if (result) {
      add(*result);
      memory_.frame = asked_before_->frame;
      memory_.any = true;
      return;
    }
  }
  ClauseResult result = handle(frame, standing);
  if (result.asked_back && !result.subjects.empty())
    pending_ = Pending{frame, result.subjects};
  else if (result.asked_back && (!result.candidates.empty() || asks_for_item(frame)))
    pending_ = Pending{frame, result.candidates, true};
  add(result);
  if (is_remembered(frame.intent)) memory_.frame = frame, memory_.any = true;
  const bool is_last = at + 1 == frames_.size();
  if (const auto rooms = frame.texts(SpanRole::area); !rooms.empty() && !is_last)
    memory_.there = rooms.size() == 1 ? scene_.situation.index.clear_area(rooms[0]) : kNowhere;
}

Frame Utterance::where_its_condition_is(size_t at, Frame frame) const {
  if (frame.has(SpanRole::name) || frame.has(SpanRole::area) || frame.has(SpanRole::floor) ||
      frame.place != Place::unsaid || frame.quantity == Quantity::all || !acts_on_things(frame.intent) ||
      resolve(frame, scene_.situation, memory_).missing != Missing::choice)
    return frame;
  for (const size_t condition : conditions_[at]) {
    Frame there = frame;
    for (const Span& span : frames_[condition].spans)
      if (span.role == SpanRole::area) there.spans.push_back(span);
    if (there.has(SpanRole::area) && resolve(there, scene_.situation, memory_).missing == Missing::nothing)
      return there;
  }
  return frame;
}

std::optional<bool> Utterance::evaluate(size_t condition, const Frame& command) {
  if (evaluated_[condition]) return met_[condition];
  evaluated_[condition] = true;
  ClauseResult result;
  met_[condition] =
      condition_holds(scene_, frames_[condition], follow_up(command, scene_.situation, memory_), result);
  how_[condition] = std::exchange(result.reply, "");
  // "turn it off" after it may be about what was spoken of before the condition: a sensor cannot be.
  if (!result.subjects.empty()) memory_.earlier = memory_.entities;
  add(result);
  return met_[condition];
}

bool Utterance::may_be_done(size_t at) {
  if (conditions_[at].empty()) return true;
  // What is known not to be so decides, whatever is unknown.
  bool known = true, so = true;
  size_t decisive = conditions_[at].front();
  for (const size_t condition : conditions_[at]) {
    const auto one = evaluate(condition, frames_[at]);
    if (!so || one.value_or(false)) continue;
    if (one) so = false;
    known = one.has_value();
    decisive = condition;
  }
  const bool wanted = frames_[at].role != ClauseRole::alternative;
  if (known && so == wanted) return true;
  const bool has_alternative =
      std::ranges::any_of(frames_, [](const Frame& f) { return f.role == ClauseRole::alternative; });
  if (!told_[decisive] && !(has_alternative && known))
    say(known ? scene_.say(Say::condition_not_met, {how_[decisive]}) : scene_.say(Say::condition_unknown));
  told_[decisive] = true;
  return false;
}

ClauseResult Utterance::do_what_was_asked(const Pending& asked, Standing standing) const {
  // An answer is about what was asked, by entity: whatever else the name could mean is not done.
  Memory only = memory_;
  only.entities = only.together = asked.entities;
  only.targets = {};
  Frame exact = asked.frame;
  std::erase_if(exact.spans, [](const Span& s) {
    return s.role == SpanRole::name || s.role == SpanRole::area || s.role == SpanRole::floor ||
           s.role == SpanRole::except;
  });
  exact.place = Place::unsaid;
  exact.kind = Kind::any;
  exact.quantity = asked.chooses ? Quantity::unsaid : Quantity::all;
  exact.reference = Reference::them;
  const Scene again{{scene_.home, scene_.situation, only, scene_.now, scene_.language, scene_.text},
                    scene_.simulator};
  return handle_command(again, exact, standing);
}

std::optional<ClauseResult> Utterance::answer(const Pending& asked) const {
  if (frames_.size() != 1) return std::nullopt;
  const Frame& frame = frames_[0];
  if (!asked.entities.empty()) {
    const auto one = chosen(scene_, asked.entities, frame.said);
    if (!one) return std::nullopt;
    // Which one it is was answered, and not whether it may be done: the policy still decides.
    return do_what_was_asked({asked.frame, {*one}, true}, Standing::said);
  }
  const bool is_item = frame.intent == Intent::none || frame.intent == Intent::respond ||
                       (frame.intent == Intent::list_add && !frame.has(SpanRole::list));
  if (!is_item) return std::nullopt;
  Frame whole = asked.frame;
  std::string item = frame.said;
  while (item.ends_with('.') || item.ends_with('!') || item.ends_with(' ')) item.pop_back();
  for (const std::string& part : split_conjunction(item)) whole.spans.push_back({SpanRole::item, part});
  return handle(whole, Standing::said);
}

ClauseResult Utterance::handle(const Frame& frame, Standing standing) const {
  const auto friendly = [&](Say otherwise) { return scene_.say(small_talk(frame.said).value_or(otherwise)); };
  switch (frame.intent) {
    case Intent::none:
      if (const auto answer = small_talk(frame.said))
        return say_and_call(scene_.say(*answer), {.intent = Intent::respond});
      return reply_only(scene_.say(Say::not_at_home));
    case Intent::nevermind:
      return say_and_call(friendly(Say::nevermind), frame);
    case Intent::respond:
      return say_and_call(friendly(Say::hello), frame);
    case Intent::confirm:
      return reply_only(scene_.say(Say::confirm_nothing));
    case Intent::repeat:
      return ask(scene_.say(Say::no_subject));
    case Intent::broadcast:
      return broadcast(scene_, frame);
    case Intent::get_time:
    case Intent::get_date:
      return answer_clock(scene_, frame);
    case Intent::get_weather:
      return answer_weather(scene_, frame);
    case Intent::list_add:
    case Intent::list_complete:
    case Intent::list_remove:
      return handle_list_change(scene_, frame);
    default:
      break;
  }
  if (is_question(frame.intent)) return handle_question(scene_, frame);
  if (is_timer_intent(frame.intent)) return handle_timer(scene_, frame);
  if (frame.has(SpanRole::delay)) return handle_delayed(scene_, frame, standing);
  return handle_command(scene_, frame, standing);
}

void Utterance::say(const std::string& text) {
  if (!text.empty()) out_.reply += (out_.reply.empty() ? "" : " ") + text;
}

void Utterance::add(ClauseResult& result) {
  say(result.reply);
  std::ranges::move(result.calls, std::back_inserter(out_.calls));
  std::ranges::move(result.deeds, std::back_inserter(out_.deeds));
  out_.asked_back = out_.asked_back || result.asked_back;
  out_.claims_action = out_.claims_action || result.claims_action;
  if (result.subjects.empty()) return;
  if (!std::exchange(has_spoken_, true)) memory_.together.clear();
  std::ranges::copy_if(result.subjects, std::back_inserter(memory_.together),
                       [&](int32_t i) { return !is_one_of(i, memory_.together); });
  memory_.entities = std::move(result.subjects);
  memory_.targets = std::move(result.targets);
}

}  // namespace ondol::home
