#include "home/name_repair.h"

#include <optional>
#include <vector>

#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool overlap(const Placed& span, const Mention& mention) {
  return mention.begin < span.end && span.begin < mention.end;
}

void insert_name(Frame& frame, size_t at, const Mention& mention) {
  frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(at),
                     {SpanRole::name, words_of(frame, mention)});
}

}  // namespace

bool is_of_things(const Frame& frame) {
  if (is_timer_intent(frame.intent)) return false;
  switch (frame.intent) {
    case Intent::none:
    case Intent::nevermind:
    case Intent::confirm:
    case Intent::respond:
    case Intent::list_add:
    case Intent::list_complete:
    case Intent::list_remove:
    case Intent::get_time:
    case Intent::get_date:
    case Intent::get_weather:
    case Intent::broadcast:
      return false;
    default:
      return true;
  }
}

void add_lost_name(std::span<const Mention> mentions, Frame& frame) {
  if (!is_of_things(frame)) return;
  for (const Span& span : frame.spans)
    if (span.role != SpanRole::kind && span.role != SpanRole::value && span.role != SpanRole::condition)
      return;
  // "Rosie, turn the lights off" speaks to her.
  const bool is_question = frame.intent == Intent::get_state;
  if (!is_question && (frame.kind != Kind::any || frame.quantity != Quantity::unsaid)) return;
  const auto placed = place_spans(frame);
  std::optional<Mention> lost;
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name) continue;
    if (is_covered(placed, mention.begin, mention.end)) return;
    if (lost) return;  // which of them is not known
    lost = mention;
  }
  if (!lost) return;
  size_t at = 0;
  for (const Placed& each : placed)
    if (each.begin < lost->begin) at = each.index + 1;
  insert_name(frame, at, *lost);
}

void add_lost_pair(std::span<const Mention> mentions, Frame& frame) {
  const auto placed = place_spans(frame);
  if (!acts_on_things(frame.intent) || frame.role != ClauseRole::main || placed.empty() ||
      has_hangul(frame.said) || !is_target(frame.spans[placed[0].index].role))
    return;
  const std::string said = plain_words(frame.said);
  // "Jaz's PC", by whose it is.
  const std::string_view front = std::string_view(said).substr(0, placed[0].begin + 1);
  const size_t owner = front.find("'s ");
  constexpr std::string_view kNobody[] = {"it", "that", "what", "who",  "where", "there", "here",
                                          "he", "she",  "how",  "when", "let",   "why",   "everyone"};
  if (owner != std::string_view::npos && front.find(' ', 1) > owner && owner > 1 &&
      !is_one_of(front.substr(1, owner - 1), kNobody))
    for (const std::string_view link : {" and ", " and the ", " and my ", " and our "}) {
      const size_t end = front.size() - std::min(front.size(), link.size());
      constexpr size_t kMostWords = 3;
      if (!front.ends_with(link) || end < owner + 3 || split_words(front.substr(0, end)).size() > kMostWords)
        continue;
      frame.spans.insert(frame.spans.begin(), {SpanRole::name, frame.said.substr(0, end - 1)});
      return;
    }
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name || mention.owns || mention.end >= placed[0].begin) continue;
    const std::string_view between =
        std::string_view(said).substr(mention.end + 1, placed[0].begin - mention.end);
    constexpr std::string_view kAnd[] = {" and ", " and the ", " and my ", " and our "};
    const bool first = mention.begin == 0 || ends(said.substr(0, mention.begin + 1),
                                                  {" the ", " my ", " our ", " turn ", " switch ", " put ",
                                                   " turn on ", " turn off ", " switch on ", " switch off "});
    if (!first || !is_one_of(between, kAnd)) continue;
    return insert_name(frame, placed[0].index, mention);
  }
}

void join_what_a_name_covers(std::span<const Mention> mentions, Frame& frame) {
  const auto is_media = [](SpanRole role) {
    return role == SpanRole::media || role == SpanRole::media_class;
  };
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name || mention.owns) continue;
    std::vector<size_t> covered;
    bool cut = false, names = false, media = false, others = false;
    for (const Placed& each : place_spans(frame)) {
      if (!overlap(each, mention)) continue;
      const SpanRole role = frame.spans[each.index].role;
      cut = cut || each.begin < mention.begin || mention.end < each.end;
      names = names || role == SpanRole::name;
      media = media || is_media(role);
      others = others || !(is_target(role) || is_media(role));
      covered.push_back(each.index);
    }
    // A room and a noun that are a name together are found by the resolver, which can tell "kitchen lights".
    if (cut || others) continue;
    // "Factory Blinds", of which only the noun was read.
    if (covered.size() == 1 && frame.spans[covered[0]].role == SpanRole::kind &&
        acts_on_things(frame.intent) && frame.quantity == Quantity::unsaid && !has_hangul(frame.said) &&
        mention.end - mention.begin > frame.spans[covered[0]].text.size()) {
      frame.kind = Kind::any;
    } else if (covered.size() < (media ? 1 : 2) || !(names || media)) {
      continue;
    }
    const bool plays = media && frame.intent == Intent::media_play;
    if (media && !plays) continue;
    erase_spans(frame, covered);
    insert_name(frame, covered[0], mention);
    if (plays && !frame.has(SpanRole::media)) frame.intent = Intent::turn_on;
    return;
  }
}

}  // namespace ondol::home
