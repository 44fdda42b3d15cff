#include "home/name_repair.h"

#include <optional>
#include <vector>

#include "home/labels.h"
#include "home/placed_spans.h"

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
    if (cut || others || covered.size() < (media ? 1 : 2) || !(names || media)) continue;
    const bool plays = media && frame.intent == Intent::media_play;
    if (media && !plays) continue;
    erase_spans(frame, covered);
    insert_name(frame, covered[0], mention);
    if (plays && !frame.has(SpanRole::media)) frame.intent = Intent::turn_on;
    return;
  }
}

}  // namespace ondol::home
