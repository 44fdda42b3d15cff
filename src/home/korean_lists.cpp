// What a Korean clause about a list says and its labels missed; see korean_repair.h.
#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool changes_a_list(Intent intent) {
  return intent == Intent::list_add || intent == Intent::list_remove || intent == Intent::list_complete;
}

/// What the verb of a list says; none for all other words.
Intent list_verb(std::string_view word) {
  if (starts(word, {"빼고", "빼줘", "빼라", "빼", "지우고", "지워", "지우", "삭제", "없애"}))
    return Intent::list_remove;
  if (starts(word, {"넣어", "넣고", "담아", "담고", "추가", "적어", "적고", "써줘", "올려", "올리고", "기재",
                    "기입"}))
    return Intent::list_add;
  if (starts(word, {"체크", "완료", "끝냈", "했어", "했다", "샀어", "샀다"})) return Intent::list_complete;
  return Intent::none;
}

/// "휴지는 장보기에서 빼고" read as adding.
void take_list_verb(Frame& frame) {
  Intent only = Intent::none;
  for (const PlacedWord& word : placed_words(frame.said)) {
    const Intent intent = list_verb(word.text);
    if (intent == Intent::none) continue;
    if (only != Intent::none && only != intent) return;
    only = intent;
  }
  const bool turned = (only == Intent::list_remove && frame.intent == Intent::list_add) ||
                      (only == Intent::list_add && frame.intent == Intent::list_remove);
  if (turned) frame.intent = only;
}

/// "쿠팡에는 물 담아": a list of this home and a list's verb, read as something else.
void take_list_named(const std::vector<Mention>& mentions, Frame& frame) {
  const bool other =
      frame.intent == Intent::none || frame.intent == Intent::repeat || acts_on_things(frame.intent);
  if (!other || mentions.empty() || mentions[0].role != SpanRole::list || !puts_on_a_list(frame.said)) return;
  frame = Frame{.intent = Intent::list_add, .said = frame.said};
  frame.spans.push_back({SpanRole::list, words_of(frame, mentions[0])});
}

/// "밭일에다 무 뽑기 적어 줘": the list was named, and not read.
void add_lost_list(const std::vector<Mention>& mentions, Frame& frame) {
  if (mentions.size() == 1 && mentions[0].role == SpanRole::list && !frame.has(SpanRole::list) &&
      !is_covered(place_spans(frame), mentions[0].begin, mentions[0].end))
    frame.spans.insert(frame.spans.begin(), {SpanRole::list, words_of(frame, mentions[0])});
}

/// "여행 갈 때 | 챙길 거", read as two lists: a name of several words.
void join_list_name(Frame& frame) {
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    if (first.role != SpanRole::list || second.role != SpanRole::list ||
        placed[i].end + 1 != placed[i + 1].begin)
      continue;
    first.text += " " + second.text;
    return erase_spans(frame, {placed[i + 1].index});
  }
}

/// "쿠팡에 세제 담아줘" where no item was read: the words between the list and the verb.
void read_lost_item(Frame& frame) {
  if (frame.has(SpanRole::item)) return;
  const auto placed = place_spans(frame);
  const auto list = std::find_if(placed.begin(), placed.end(), [&](const Placed& span) {
    return frame.spans[span.index].role == SpanRole::list;
  });
  if (list == placed.end()) return;
  size_t begin = 0, end = 0;
  for (const PlacedWord& word : placed_words(frame.said)) {
    if (word.begin < list->end || is_particle(word.text)) continue;
    if (list_verb(word.text) != Intent::none || word.text == "좀" || word.text == "목록에") break;
    if (end == 0) begin = word.begin;
    end = word.end;
  }
  if (end > begin) frame.spans.push_back({SpanRole::item, frame.said.substr(begin, end - begin)});
}

/// "관리비는 조금 전에 납부하였으니 …": when and that it was done is no item.
void drop_what_was_done(Frame& frame) {
  if (frame.intent != Intent::list_complete && frame.intent != Intent::list_remove) return;
  const auto is_no_item = [](const Span& span) {
    return span.role == SpanRole::item &&
           (ends(span.text, {"으니", "니까", "했어", "냈어", "샀어", "했고"}) ||
            starts(span.text, {"조금 전", "방금", "아까"}));
  };
  const auto items = frame.texts(SpanRole::item).size();
  const auto none = static_cast<size_t>(std::ranges::count_if(frame.spans, is_no_item));
  if (none == 0) return;
  const auto words = placed_words(frame.said);
  const std::string_view topic =
      words.empty() ? std::string_view() : without_ending(words[0].text, {"은", "는"}, 6);
  if (none == items) {
    if (topic.empty() || topic == words[0].text ||
        is_covered(place_spans(frame), words[0].begin, words[0].end))
      return;
    frame.spans.push_back({SpanRole::item, std::string(topic)});
  }
  std::erase_if(frame.spans, is_no_item);
}

/// "집안일에 거미줄 치우기 넣어줘", read from the middle of a word: an item begins with its word.
void begin_with_the_word(Frame& frame) {
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item || each.begin == 0) continue;
    const size_t space = frame.said.find_last_of(" ,.!?", each.begin - 1);
    const size_t begin = space == std::string::npos ? 0 : space + 1;
    if (begin == each.begin || is_covered(placed, begin, each.begin)) continue;
    item.text.insert(0, frame.said.substr(begin, each.begin - begin));
  }
}

/// "사과는 아직이야 떡국떡만 체크해줘": what is not done yet stays, and with 만 all but that does.
void keep_what_is_not_done(Frame& frame) {
  if (frame.intent != Intent::list_complete) return;
  std::vector<size_t> undone;
  for (const Placed& each : place_spans(frame))
    if (frame.spans[each.index].role == SpanRole::item &&
        starts(std::string_view(frame.said).substr(each.end),
               {"은 아직", "는 아직", "이 아직", "가 아직", " 아직"}))
      undone.push_back(each.index);
  if (undone.size() < frame.texts(SpanRole::item).size()) erase_spans(frame, undone);
  std::vector<Span> kept, only;
  for (const Span& span : frame.spans) {
    if (span.role != SpanRole::item || is_one_of(span, kept)) continue;
    kept.push_back(span);
    if ((" " + frame.said).find(" " + span.text + "만 ") != std::string::npos) only.push_back(span);
  }
  if (!only.empty()) kept = only;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::item; });
  frame.spans.insert(frame.spans.end(), kept.begin(), kept.end());
}

/// The stem of the past that a word tells with: "냈" of "냈어", "보냈" of "보냈음".
std::string_view told_stem(std::string_view word) {
  const std::string_view stem = without_ending(word, {"어요", "어", "다", "음", "고", "네"});
  return stem != word && is_past(stem) ? stem : std::string_view();
}

/// "관리비 냈어 체크해 줘": what was done is what is ticked off.
void tick_off_what_was_told(Frame& frame) {
  if (frame.intent != Intent::list_complete || frame.has(SpanRole::item) ||
      frame.reference != Reference::none || frame.said.find('?') != std::string::npos)
    return;
  const auto words = placed_words(frame.said);
  constexpr std::string_view kNoItem[] = {"나", "내가", "방금", "아까", "이제", "다", "오늘", "그거", "이거"};
  for (size_t i = 1; i < words.size(); ++i) {
    if (told_stem(words[i].text).empty()) continue;
    const std::string_view item = without_ending(words[i - 1].text, {"은", "는", "을", "를", "도"}, 6);
    const bool covered = is_covered(place_spans(frame), words[i - 1].begin, words[i - 1].end);
    if (!covered && !is_one_of(item, kNoItem)) frame.spans.push_back({SpanRole::item, std::string(item)});
    return;
  }
}

/// "월세 보냈음", read as to be put on a list: what is told to be done is ticked off.
void add_nothing_told(Frame& frame) {
  if (frame.intent != Intent::list_add || frame.texts(SpanRole::item).size() != 1 ||
      frame.said.find('?') != std::string::npos)
    return;
  std::string item(frame.text(SpanRole::item));
  const auto words = placed_words(item);
  const auto said = placed_words(frame.said);
  if (words.size() < 2 || told_stem(words.back().text).empty() || said.back().text != words.back().text)
    return;
  item.resize(words[words.size() - 2].end);
  for (Span& span : frame.spans)
    if (span.role == SpanRole::item) span.text = item;
  frame.intent = Intent::list_complete;
}

/// Items that nothing joins: "멸치 다시마 참기름" are things to buy; "물 | 비우기" is one thing to do.
void settle_items(Frame& frame) {
  const auto placed = place_spans(frame);
  bool is_row = false;
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    if (first.role != SpanRole::item || second.role != SpanRole::item ||
        placed[i].end + 1 != placed[i + 1].begin)
      continue;
    // "지하 제습기 | 물 비우기": what it is done to.
    const std::string_view noun = std::string_view(first.text).substr(first.text.rfind(' ') + 1);
    const bool of_a_thing = frame.kind == Kind::todo_list && !kinds_of(noun).empty();
    if (second.text.ends_with("기") && kinds_of(second.text).empty() &&
        (of_a_thing || (second.text.find(' ') == std::string::npos && !first.text.ends_with("기")))) {
      first.text += " " + second.text;
      frame.spans.erase(frame.spans.begin() + static_cast<std::ptrdiff_t>(placed[i + 1].index));
      return settle_items(frame);
    }
    is_row = true;
  }
  if (!is_row || frame.intent != Intent::list_add || frame.kind != Kind::shopping_list) return;
  std::vector<Span> out;
  for (const Span& span : frame.spans) {
    const auto words = split_words(span.text);
    // "국내산 콩" is one thing.
    const bool one = span.role != SpanRole::item || words.size() != 2 ||
                     std::any_of(words.begin(), words.end() - 1, [](std::string_view word) {
                       return word.ends_with("은") || word.ends_with("는") || word.ends_with("한") ||
                              word.ends_with("산") || word.ends_with("용") || word.ends_with("농");
                     });
    if (one) {
      out.push_back(span);
      continue;
    }
    for (const std::string_view word : words) out.push_back({SpanRole::item, std::string(word)});
  }
  frame.spans = std::move(out);
}

/// "두부 빼고 콩나물로 바꿔": what comes in its place.
bool put_in_place(const Frame& frame, std::vector<Frame>& out) {
  if (frame.intent != Intent::list_remove || !frame.has(SpanRole::item)) return false;
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!starts(words[i + 1].text, {"바꿔", "바꾸", "교체", "넣어", "추가", "담아"})) continue;
    const bool swaps = starts(words[i + 1].text, {"바꿔", "바꾸", "교체"});
    std::string_view item = words[i].text;
    const bool covered = is_covered(placed, words[i].begin, words[i].end);
    if (covered || (swaps && !item.ends_with("로"))) return false;
    item = without_ending(item, {"으로", "로", "을", "를"});
    Frame added = frame;
    added.intent = Intent::list_add;
    std::erase_if(added.spans, [](const Span& span) { return span.role != SpanRole::list; });
    added.spans.push_back({SpanRole::item, std::string(item)});
    out.push_back(frame);
    out.push_back(std::move(added));
    return true;
  }
  return false;
}

/// "장보기에서 두부 지우고 순두부랑 콩나물 넣어", read as one: each item with the verb behind it.
bool split_at_list_verbs(const Frame& frame, std::vector<Frame>& out) {
  std::vector<std::pair<PlacedWord, Intent>> verbs;
  const auto placed = place_spans(frame);
  for (const PlacedWord& word : placed_words(frame.said))
    if (const Intent intent = list_verb(word.text);
        intent != Intent::none && !is_covered(placed, word.begin, word.end))
      verbs.emplace_back(word, intent);
  if (verbs.size() != 2 || verbs[0].second == verbs[1].second || !ends(verbs[0].first.text, {"고", "서"}) ||
      placed.size() != frame.spans.size())
    return false;
  Frame first = frame, second = frame;
  first.intent = verbs[0].second;
  second.intent = verbs[1].second;
  first.spans.clear();
  second.spans.clear();
  for (const Placed& each : placed) {
    const Span& span = frame.spans[each.index];
    const bool is_list = span.role == SpanRole::list;
    if (!is_list && span.role != SpanRole::item) return false;
    if (is_list || each.end <= verbs[0].first.begin) first.spans.push_back(span);
    if (is_list || each.begin >= verbs[0].first.end) second.spans.push_back(span);
  }
  if (!first.has(SpanRole::item) || !second.has(SpanRole::item) || frame.texts(SpanRole::list).size() > 1)
    return false;
  first.said.resize(verbs[0].first.end);
  second.said = frame.said.substr(verbs[0].first.end);
  out.push_back(std::move(first));
  out.push_back(std::move(second));
  return true;
}

/// "쌍화탕이랑 죽", of which only the first was read: what is joined to an item is one too.
void read_joined_item(Frame& frame) {
  constexpr std::string_view kJoins[] = {"이랑", "랑", "하고", "과", "와"};
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  if (words.size() < 2 || placed.empty() || placed.size() != frame.spans.size()) return;
  const PlacedWord& last = words.back();
  const Placed& span = placed.back();
  const bool joined =
      span.end < last.begin && frame.spans[span.index].role == SpanRole::item &&
      is_one_of(trim_spaces(std::string_view(frame.said).substr(span.end, last.begin - span.end)), kJoins);
  if (joined && korean_verbs(last.text).empty() && list_verb(last.text) == Intent::none)
    frame.spans.push_back(
        {SpanRole::item, std::string(without_ending(last.text, {"도", "요", "을", "를"}, 6))});
}

/// "돼지고기 빼고 소고기 넣어", "우유 말고 두유로 바꿔", of which only what comes on was read.
bool take_off_first(const Frame& frame, std::vector<Frame>& out) {
  if (frame.intent != Intent::list_add || !frame.has(SpanRole::item)) return false;
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  const bool swaps =
      frame.said.find("바꿔") != std::string::npos || frame.said.find("바꾸") != std::string::npos;
  for (size_t i = 0; i + 2 < words.size(); ++i) {
    const std::string_view verb = words[i + 1].text;
    if (verb != "빼고" && verb != "지우고" && !(swaps && verb == "말고")) continue;
    const bool covered = is_covered(placed, words[i].begin, words[i].end);
    if (covered) return false;
    Frame removed = frame;
    removed.intent = Intent::list_remove;
    removed.reference = Reference::none;
    std::erase_if(removed.spans, [](const Span& span) { return span.role != SpanRole::list; });
    removed.spans.push_back({SpanRole::item, std::string(words[i].text)});
    out.push_back(std::move(removed));
    out.push_back(frame);
    return true;
  }
  return false;
}

/// "간장 떨어졌다": what there is no more of is to be bought.
void note_what_ran_out(Frame& frame) {
  auto words = placed_words(frame.said);
  const bool lost = frame.intent == Intent::none || (frame.intent == Intent::list_add && frame.spans.empty());
  if (!lost || words.size() < 2 || !starts(words.back().text, {"떨어졌", "떨어져가", "동났"})) return;
  words.pop_back();
  if (words.size() > 1 && words.back().text == "다") words.pop_back();
  if (words.size() != 1) return;
  constexpr size_t kMoreThanASyllable = 4;  // bytes
  const std::string_view item = without_ending(words[0].text, {"이", "가", "도"}, kMoreThanASyllable);
  if (kind_words().kinds.contains(compact(normalise(item)))) return;  // "온도 떨어졌어"
  Span wanted{SpanRole::item, std::string(item)};
  frame = Frame{.intent = Intent::list_add, .kind = Kind::shopping_list, .said = frame.said};
  frame.spans.push_back(std::move(wanted));
}

/// "가스 밸브 잠가 | 불 다 썼어": why, and nothing to be bought.
void buy_nothing_that_burns(Frame& frame) {
  constexpr std::string_view kUsed[] = {"불", "가스", "물", "전기", "가스불"};
  if (frame.intent == Intent::list_add && frame.texts(SpanRole::item).size() == 1 &&
      is_one_of(frame.text(SpanRole::item), kUsed) && frame.said.find("다 썼") != std::string::npos)
    frame = {.intent = Intent::nevermind, .said = frame.said};
}

/// "빨래 널기 지워줘", of which nothing was read: what is to be done stands on a list.
void strike_off_what_is_to_do(Frame& frame) {
  const auto words = placed_words(frame.said);
  constexpr std::string_view kStrike[] = {"지워줘", "지워", "지워라", "지워주세요", "삭제해줘", "삭제해"};
  constexpr size_t kFew = 4, kTwoSyllables = 6;
  if (frame.intent != Intent::none || !frame.spans.empty() || frame.kind != Kind::any || words.size() < 2 ||
      words.size() > kFew || !is_one_of(words.back().text, kStrike))
    return;
  const PlacedWord& doing = words[words.size() - 2];
  // "세탁기 지워줘" is of a thing.
  const std::string item = frame.said.substr(words[0].begin, doing.end - words[0].begin);
  if (words.size() == 2 || !doing.text.ends_with("기") || doing.text.size() < kTwoSyllables ||
      !kinds_of(doing.text).empty() || !kinds_of(item).empty())
    return;
  frame = {.intent = Intent::list_remove, .kind = Kind::todo_list, .said = frame.said};
  frame.spans = {{SpanRole::item, item}};
}

/// "쿠팡에 두부 넣고 할 일에는 전구 갈기 추가": each list with what stands behind it.
bool split_at_lists(const Frame& frame, std::vector<Frame>& out) {
  Frame part = frame;
  part.spans.clear();
  size_t n_list = 0, begin = 0;
  bool has_item = false;
  std::vector<Frame> parts;
  for (const Placed& span : place_spans(frame)) {
    const Span& each = frame.spans[span.index];
    if (each.role == SpanRole::list) {
      if (n_list > 0 && !has_item) return false;
      if (n_list++ > 0) {
        part.said = frame.said.substr(begin, span.begin - begin);
        begin = span.begin;
        parts.push_back(part);
        part.spans.clear();
        has_item = false;
      }
    }
    has_item = has_item || each.role == SpanRole::item;
    part.spans.push_back(each);
  }
  if (n_list < 2 || !has_item) return false;
  part.said = frame.said.substr(begin);
  parts.push_back(part);
  // The first list's name decides no more than its own part.
  for (Frame& each : parts) {
    each.kind = Kind::any;
    take_list_verb(each);
    out.push_back(std::move(each));
  }
  return true;
}

/// "참기름하고 김도 장보기 목록에", of which "김도" was read as the list's, and "참기름이랑 김 넣어", of
/// which it was not read.
void add_joined_item(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.intent != Intent::list_add || !frame.has(SpanRole::item)) return;
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    if (frame.spans[each.index].role != SpanRole::item) continue;
    const std::string_view behind = std::string_view(frame.said).substr(each.end);
    if (!joins_on(behind)) continue;
    const auto words = placed_words(frame.said);
    const auto next =
        std::ranges::find_if(words, [&](const PlacedWord& word) { return word.begin > each.end; });
    if (next == words.end() || next + 1 == words.end() || list_verb(next->text) != Intent::none ||
        is_mentioned(mentions, next->begin, next->end))
      continue;
    const std::string item(without_ending(next->text, {"도", "을", "를", "은", "는"}, 3));
    const auto over = std::ranges::find_if(
        placed, [&](const Placed& other) { return other.begin <= next->begin && next->end <= other.end; });
    if (over != placed.end()) {
      Span& list = frame.spans[over->index];
      if (list.role != SpanRole::list || over->begin != next->begin || over->end == next->end) continue;
      list.text =
          std::string(trim_spaces(std::string_view(frame.said).substr(next->end, over->end - next->end)));
    } else if (is_covered(placed, next->begin, next->end)) {
      continue;
    }
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(each.index) + 1,
                       {SpanRole::item, item});
    return;
  }
}

}  // namespace

bool puts_on_a_list(std::string_view said) {
  constexpr std::string_view kVerbs[] = {"담아", "담아줘", "추가해", "추가해줘", "추가",
                                         "적어", "적어줘", "넣어",   "넣어줘"};
  auto words = placed_words(said);
  while (words.size() > 1 && starts(words.back().text, {"줘", "주세", "주라", "줄래", "도고", "다오", "두"}))
    words.pop_back();
  return !words.empty() && std::ranges::find(kVerbs, words.back().text) != std::end(kVerbs);
}

void repair_korean_list(const std::vector<Mention>& mentions, Frame& frame) {
  if (!has_hangul(frame.said)) return;
  take_list_named(mentions, frame);
  if (mentions.empty()) note_what_ran_out(frame);
  strike_off_what_is_to_do(frame);
  buy_nothing_that_burns(frame);
  if (frame.intent == Intent::repeat) read_joined_item(frame);
  const bool counts =
      frame.intent == Intent::get_state && frame.question == Question::count && !has_target(frame);
  if (counts || changes_a_list(frame.intent)) add_lost_list(mentions, frame);
  if (!changes_a_list(frame.intent)) return;
  add_joined_item(mentions, frame);
  join_list_name(frame);
  if (frame.intent == Intent::list_add) read_lost_item(frame);
  begin_with_the_word(frame);
  add_nothing_told(frame);
  tick_off_what_was_told(frame);
  keep_what_is_not_done(frame);
  drop_what_was_done(frame);
  settle_items(frame);
}

std::vector<Frame> split_korean_list(Frame frame) {
  std::vector<Frame> out;
  if (changes_a_list(frame.intent) && has_hangul(frame.said)) {
    if (split_at_lists(frame, out) || split_at_list_verbs(frame, out) || put_in_place(frame, out) ||
        take_off_first(frame, out))
      return out;
    take_list_verb(frame);
  }
  out.push_back(std::move(frame));
  return out;
}

}  // namespace ondol::home
