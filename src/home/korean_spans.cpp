// Spans that were cut or lost, and numbers that nobody read; see korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/placed_spans.h"
#include "home/room_words.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_kind_word(std::string_view word) {
  const auto ways = without_particles(normalise(word));
  return std::any_of(ways.begin(), ways.end(),
                     [](const std::string& way) { return kind_words().kinds.contains(compact(way)); });
}

/// A word of a value may be cut too: "스물|다섯", "오|도만".
bool goes_on(std::string_view rest, SpanRole role) {
  if (is_particle(rest) || is_kind_word(rest)) return false;
  if (role == SpanRole::item) return true;
  if (rest == "네" || rest == "거" || rest == "건") return false;
  if (role != SpanRole::value && role != SpanRole::condition) return true;
  return read_number(rest).has_value() || starts(rest, {"도", "단", "칸", "퍼", "프로"});
}

/// "주|전자", "염|소": a name ends where its word does, or before a particle.
void finish_cut_spans(const std::vector<Mention>& mentions, Frame& frame) {
  const auto placed = place_spans(frame);
  for (const Placed& span : placed) {
    Span& cut = frame.spans[span.index];
    if (!has_hangul(cut.text) || cut.role == SpanRole::kind || cut.role == SpanRole::media_class) continue;
    const size_t end = std::min(frame.said.find_first_of(" ,.!?", span.end), frame.said.size());
    if (end == span.end) continue;
    const bool next_begins = std::any_of(placed.begin(), placed.end(), [&](const Placed& other) {
      return other.begin >= span.end && other.begin < end;
    });
    const bool is_whole = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
      return mention.begin == span.begin && mention.end == span.end;
    });
    const std::string rest = frame.said.substr(span.end, end - span.end);
    if (!next_begins && !is_whole && goes_on(rest, cut.role)) cut.text += rest;
  }
  // "이 | 단에": the unit is the next word.
  for (const Placed& span : place_spans(frame)) {
    Span& value = frame.spans[span.index];
    if (value.role != SpanRole::value || span.end >= frame.said.size() || frame.said[span.end] != ' ')
      continue;
    const QuantityRead read = read_quantity(value.text);
    const std::string_view behind = std::string_view(frame.said).substr(span.end + 1);
    if (read.unit != Unit::none || !starts(behind, {"단", "도", "퍼센트", "프로", "칸"})) continue;
    if (starts(behind, {"도어", "단지"}) || !read_number(value.text)) continue;
    value.text += " " + std::string(behind.substr(0, behind.find(' ')));
  }
}

/// "공청기 |최|고로 돌려": no value, as far as it goes.
void drop_cut_extreme(Frame& frame) {
  std::erase_if(frame.spans,
                [](const Span& span) { return span.role == SpanRole::value && span.text == "최"; });
}

/// "사천 켈빈에 밝기는 팔십", of which only how bright was read.
void add_lost_kelvin(Frame& frame) {
  if (frame.intent != Intent::light_set || frame.texts(SpanRole::value).size() != 1) return;
  const auto words = placed_words(frame.said);
  for (size_t i = 1; i < words.size(); ++i)
    if (words[i].text.starts_with("켈빈") && read_number(words[i - 1].text) &&
        !is_covered(place_spans(frame), words[i - 1].begin, words[i - 1].end))
      frame.spans.push_back({SpanRole::value, std::string(words[i - 1].text) + " 켈빈"});
}

/// "전기장판이랑 밥솥이랑 게임기 싹 다 꺼": what is joined to names is called so, and all are those.
void name_what_is_joined_to_names(Frame& frame) {
  if (frame.quantity != Quantity::all || frame.kind != Kind::any || !acts_on_things(frame.intent) ||
      !frame.has(SpanRole::name))
    return;
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (span.role == SpanRole::kind && joins_on(std::string_view(frame.said).substr(each.end)))
      span.role = SpanRole::name;
  }
}

/// "파랑 2번은 핑크": a colour that was taken into the name behind it.
void free_color(Frame& frame) {
  const bool repeats = frame.intent == Intent::repeat && frame.attribute == Attribute::none &&
                       read_color(frame.text(SpanRole::value)) != nullptr;
  if (frame.attribute != Attribute::color && !repeats) return;
  for (size_t i = 1; i < frame.spans.size(); ++i) {
    const std::string name = frame.spans[i].text;
    const size_t space = name.find(' ');
    if (frame.spans[i].role != SpanRole::name || space == std::string::npos ||
        read_color(name.substr(0, space)) == nullptr)
      continue;
    frame.spans[i].text = name.substr(space + 1);
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(i),
                       {SpanRole::value, name.substr(0, space)});
    if (!repeats) return;
    frame.intent = Intent::light_set;
    frame.attribute = Attribute::color;
    frame.operation = Operation::set;
    return;
  }
}

/// "휴 켜서 핑크색으로", "저 화장실 가요 불 켜주세요": a verb that was taken into the name before or behind
/// it.
void free_verb(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kGoing[] = {"가요", "간다", "가는데", "갑니다",
                                         "자요", "왔어", "왔어요", "나가요"};
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    const auto words = placed_words(span.text);
    const bool is_known = std::ranges::any_of(
        mentions, [&](const Mention& m) { return m.begin <= each.begin && each.end <= m.end; });
    if (span.role != SpanRole::name || words.size() < 2 || is_known) continue;
    const auto verbs = korean_verbs(span.text);
    if (!verbs.empty() && verbs.back().leads_on && verbs.back().begin == words.back().begin) {
      span.text.resize(words[words.size() - 2].end);
      continue;
    }
    const std::string rest = span.text.substr(words[1].begin);
    const auto kinds = kinds_of(rest);
    // "아이고 허리야 전기장판 켜줘"
    const bool is_cry = ends(words[0].text, {"야", "이야"}) &&
                        starts(frame.said, {"아이고 ", "아이구 ", "에구 ", "아야 ", "아유 ", "어휴 "}) &&
                        frame.said.find(' ') + 1 == each.begin;
    if ((!is_one_of(words[0].text, kGoing) && !is_cry) || kinds.empty()) continue;
    span = {SpanRole::kind, rest};
    if (frame.kind == Kind::any) frame.kind = kinds[0];
  }
}

/// "저 화장실 가요 불 켜주세요 화장실": where it is, said once more.
void drop_repeated_place(Frame& frame) {
  const auto areas = frame.texts(SpanRole::area);
  if (areas.size() != 2 || areas[0] != areas[1] || frame.has(SpanRole::except)) return;
  const std::string area(areas[0]);
  const auto last = std::find(frame.spans.rbegin(), frame.spans.rend(), Span{SpanRole::area, area});
  frame.spans.erase(std::next(last).base());
}

/// "창문 블라인드 내려": of a window and what hangs in it, what hangs in it.
void choose_what_hangs(Frame& frame) {
  constexpr Kind kHanging[] = {Kind::blind, Kind::curtain, Kind::shade, Kind::shutter};
  if (frame.quantity == Quantity::both || frame.quantity == Quantity::all) return;
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    const Span& window = frame.spans[placed[i].index];
    const Span& hanging = frame.spans[placed[i + 1].index];
    if (window.role != SpanRole::kind || hanging.role != SpanRole::kind ||
        placed[i].end + 1 != placed[i + 1].begin || !is_one_of(Kind::window, kinds_of(window.text)))
      continue;
    const auto kinds = kinds_of(hanging.text);
    if (kinds.empty() || !is_one_of(kinds[0], kHanging)) continue;
    frame.kind = kinds[0];
    erase_spans(frame, {placed[i].index});
    return;
  }
}

/// "엄마 아빠 스탠드 둘 다", "가스랑 수도 밸브 둘 다": the noun of the second is the first one's too.
void share_noun_of_two(Frame& frame) {
  constexpr std::string_view kLinks[] = {" ", "랑 ", "이랑 ", "하고 ", "과 ", "와 "};
  std::vector<Placed> things;
  for (const Placed& each : place_spans(frame))
    if (is_target(frame.spans[each.index].role)) things.push_back(each);
  if (frame.quantity != Quantity::both || !acts_on_things(frame.intent) || things.size() != 2) return;
  Span& first = frame.spans[things[0].index];
  const Span& second = frame.spans[things[1].index];
  const size_t space = second.text.rfind(' ');
  if (second.role != SpanRole::name || space == std::string::npos || things[1].begin <= things[0].end ||
      first.text.find(' ') != std::string::npos)
    return;
  const std::string noun = second.text.substr(space + 1), whole = first.text + " " + noun;
  const auto kinds = kinds_of(noun), of_whole = kinds_of(whole);
  const std::string link = frame.said.substr(things[0].end, things[1].begin - things[0].end);
  // "가스 밸브" is a kind's; "티비 스탠드" is nothing.
  const bool is_kind = first.role == SpanRole::kind && !kinds.empty() && is_one_of(kinds[0], of_whole) &&
                       is_one_of(link, kLinks);
  const bool is_owner =
      first.role == SpanRole::name && !kinds.empty() && kinds_of(first.text).empty() && link == " ";
  if (is_kind || is_owner) first = {SpanRole::name, whole};
}

/// "불이랑 에어컨 둘 다 꺼": both are the two that were said, and not two of a kind.
void take_both_as_the_two(Frame& frame) {
  std::vector<Placed> things;
  for (const Placed& each : place_spans(frame))
    if (const SpanRole role = frame.spans[each.index].role; role == SpanRole::name || role == SpanRole::kind)
      things.push_back(each);
  if (frame.quantity != Quantity::both || !acts_on_things(frame.intent) || things.size() != 2 ||
      !frame.has(SpanRole::kind))
    return;
  if (joins_on(std::string_view(frame.said).substr(things[0].end))) frame.quantity = Quantity::unsaid;
}

/// "라디오 더 크게 하나도 안 들려": not at all, and no amount or all of them.
void drop_not_at_all(Frame& frame) {
  constexpr std::string_view kNotAtAll[] = {"하나도", "하나두", "조금도", "전혀", "한개도"};
  const auto words = placed_words(frame.said);
  bool not_at_all = false;
  for (size_t i = 0; i + 1 < words.size(); ++i)
    not_at_all = not_at_all || (is_one_of(words[i].text, kNotAtAll) &&
                                (words[i + 1].text == "안" || words[i + 1].text == "못" ||
                                 says(words[i + 1].text, {"안들", "안보", "안되"})) &&
                                // "하나도 안 남기고 다 꺼"
                                !says(frame.said, {"남기", "빼놓", "빠뜨"}));
  if (!not_at_all) return;
  std::erase_if(frame.spans, [&](const Span& span) {
    return span.role == SpanRole::value && is_one_of(placed_words(span.text)[0].text, kNotAtAll);
  });
  constexpr std::string_view kAll[] = {"다", "모두", "전부", "모든", "싹", "죄다", "전체", "몽땅"};
  const bool all =
      std::ranges::any_of(words, [&](const PlacedWord& word) { return is_one_of(word.text, kAll); });
  if (frame.quantity == Quantity::all && !all) frame.quantity = Quantity::unsaid;
}

/// "방등": the light of the room that is spoken of.
void drop_bare_room(Frame& frame) {
  if (frame.texts(SpanRole::kind).size() == 2)
    std::erase_if(frame.spans,
                  [](const Span& span) { return span.role == SpanRole::kind && span.text == "방"; });
}

/// "아이고", read as a room.
void drop_exclamations(Frame& frame) {
  constexpr std::string_view kExclamations[] = {"아이고", "아이구", "에구",   "어머", "아유",
                                                "아휴",   "저기",   "굿모닝", "안녕"};
  std::erase_if(frame.spans, [&](const Span& span) {
    return is_target(span.role) && std::ranges::find(kExclamations, span.text) != std::end(kExclamations);
  });
}

/// What a command never has: an item or a list is a thing's name.
void rename_odd_spans(Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.intent == Intent::media_play) return;
  for (Span& span : frame.spans)
    if (span.role == SpanRole::item || span.role == SpanRole::list) span.role = SpanRole::name;
}

/// "셔|터": a kind's word ends where its word does.
void finish_cut_kinds(Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    const size_t end = std::min(frame.said.find_first_of(" ,.!?", each.end), frame.said.size());
    if (span.role != SpanRole::kind || !has_hangul(span.text) || end == each.end || is_kind_word(span.text))
      continue;
    const std::string whole = frame.said.substr(each.begin, end - each.begin);
    for (const std::string& way : without_particles(whole))
      if (kind_words().kinds.contains(compact(normalise(way)))) {
        span.text = way;
        break;
      }
  }
}

/// "우리집 가스밸브", where one valve is called so: no valve of the whole home.
void take_full_name(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.has(SpanRole::name) || frame.has(SpanRole::except)) return;
  const auto placed = place_spans(frame);
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name || mention.owns) continue;
    std::vector<size_t> within;
    bool cut = false;
    for (const Placed& each : placed) {
      if (each.end <= mention.begin || mention.end <= each.begin) continue;
      cut = cut || each.begin < mention.begin || mention.end < each.end ||
            !is_target(frame.spans[each.index].role);
      within.push_back(each.index);
    }
    const std::string name = words_of(frame, mention);
    if (cut || within.empty() || name.find(' ') == std::string::npos) continue;
    if (within.size() == 1 && frame.spans[within[0]].text.size() == name.size()) continue;
    if (frame.place != Place::whole_house && within.size() < 2) continue;
    erase_spans(frame, within);
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(within[0]), {SpanRole::name, name});
    if (frame.place == Place::whole_house) frame.place = Place::unsaid;
    return;
  }
}

/// "수도 열선", read as the water: the longest name that was said, and not a part of it.
void widen_to_name(const std::vector<Mention>& mentions, Frame& frame) {
  if (frame.quantity != Quantity::unsaid) return;
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    Span& part = frame.spans[each.index];
    if (part.role != SpanRole::name && part.role != SpanRole::kind) continue;
    const auto whole = std::ranges::find_if(
        mentions, [&](const Mention& m) { return m.role == SpanRole::name && !m.owns && is_wider(m, each); });
    if (whole == mentions.end()) continue;
    const auto is_within = [&](const Placed& other) {
      return other.begin < whole->end && whole->begin < other.end;
    };
    if (std::ranges::count_if(placed, is_within) != 1) continue;
    // What a name begins with is not what it is.
    if (part.role == SpanRole::kind && each.end != whole->end) frame.kind = Kind::any;
    part = {SpanRole::name, words_of(frame, *whole)};
    return;
  }
}

/// "할머니네 불 다 꺼": a floor or a room of the home that no span covers, in a clause that has none.
void add_lost_place(const std::vector<Mention>& mentions, Frame& frame) {
  if (!acts_on_things(frame.intent) && frame.intent != Intent::repeat && frame.intent != Intent::get_state)
    return;
  for (const Span& span : frame.spans)
    if (span.role == SpanRole::name || span.role == SpanRole::area || span.role == SpanRole::floor) return;
  const auto placed = place_spans(frame);
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::floor && mention.role != SpanRole::area) continue;
    if (is_covered(placed, mention.begin, mention.end)) continue;
    frame.spans.insert(frame.spans.begin(), {mention.role, words_of(frame, mention)});
    return;
  }
}

/// "친구 방 불 켜", "연습실 조명 켜줘", of which only the noun was read: a room that is said before it is the
/// one that is meant, also where this home has none.
void add_unknown_room(const std::vector<Mention>& mentions, Frame& frame) {
  constexpr std::string_view kOwners[] = {"친구", "손님",   "애들", "아이",   "아기",   "애기",     "아들",
                                          "딸",   "엄마",   "아빠", "부모님", "할머니", "할아버지", "할매",
                                          "누나", "언니",   "오빠", "형",     "동생",   "이모",     "고모",
                                          "삼촌", "선생님", "남편", "아내",   "와이프", "사장님",   "주인"};
  const bool is_of_things = acts_on_things(frame.intent) || frame.intent == Intent::get_state;
  if (!is_of_things || frame.has(SpanRole::name) || frame.has(SpanRole::area) || frame.has(SpanRole::floor) ||
      frame.has(SpanRole::except) || frame.texts(SpanRole::kind).size() != 1)
    return;
  const auto placed = place_spans(frame);
  const auto noun = std::ranges::find_if(
      placed, [&](const Placed& each) { return frame.spans[each.index].role == SpanRole::kind; });
  const auto words = placed_words(frame.said);
  for (size_t i = 0; noun != placed.end() && i < words.size(); ++i) {
    size_t begin = words[i].begin;
    if (words[i].end + 1 != noun->begin) continue;
    const std::string_view word = words[i].text;
    if (word == "방") {
      if (i == 0 || !is_one_of(words[i - 1].text, kOwners)) return;
      begin = words[i - 1].begin;
    } else if (!is_place_word(word)) {
      return;
    }
    if (is_covered(placed, begin, words[i].end) || is_mentioned(mentions, begin, words[i].end)) return;
    frame.spans.insert(frame.spans.begin(), {SpanRole::area, frame.said.substr(begin, words[i].end - begin)});
    if (frame.place == Place::here) frame.place = Place::unsaid;
    return;
  }
}

/// Words that are a number by themselves: "천", "이십", "15", "삼십오로", and not "이 방" or "한 번".
bool is_number_word(std::string_view word) {
  const std::string text = prepare_value(word);
  const auto number = read_number(text);
  if (!number) return false;
  const bool digits = text[0] >= '0' && text[0] <= '9';
  constexpr size_t kSyllable = 3;  // bytes
  constexpr std::string_view kTens[] = {"십", "백", "천"};
  const bool alone = number->end >= 2 * kSyllable || digits ||
                     std::ranges::any_of(kTens, [&](auto ten) { return text.starts_with(ten); });
  const std::string_view rest = std::string_view(text).substr(number->end);
  const bool has_unit = read_quantity(text).unit != Unit::none && !rest.empty();
  return has_unit || (alone && (rest.empty() || is_particle(rest) || rest == "정도" || rest == "쯤"));
}

/// "왼쪽 머리맡등은 |삼십 오른|쪽은 육십": the next thing's word was taken into a value.
void free_name(Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    const auto words = placed_words(span.text);
    if (span.role != SpanRole::value || words.size() != 2 || !read_quantity(words[0].text).number ||
        is_number_word(words[1].text) || !kinds_of(words[1].text).empty())
      continue;
    const size_t begin = each.begin + words[1].begin;
    const size_t end = std::min(frame.said.find_first_of(" ,.!?", begin), frame.said.size());
    const std::string whole = frame.said.substr(begin, end - begin);
    const std::string_view name = without_ending(whole, {"은", "는"}, 3);
    if (name == whole ||
        std::ranges::count_if(frame.spans, [](const Span& s) { return s.role == SpanRole::value; }) < 2)
      continue;
    span.text = words[0].text;
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(each.index) + 1,
                       {SpanRole::name, std::string(name)});
    return;
  }
}

/// "천 넘거든": a number, and then a word that begins so.
bool is_number_before(std::string_view said, std::string_view beginning) {
  const auto words = placed_words(said);
  for (size_t i = 1; i < words.size(); ++i)
    if (words[i].text.starts_with(beginning) && is_number_word(words[i - 1].text)) return true;
  return false;
}

/// A number that is set or compared with, and that no span covers: "이산화탄소 천 넘었으면".
void read_lost_value(Frame& frame) {
  // "이산화탄소가 천 넘거든", read as whether there is any.
  if (frame.intent == Intent::get_state && frame.asked == Asked::on && frame.kind != Kind::any &&
      is_number_before(frame.said, "넘"))
    frame.asked = Asked::none;
  if (frame.intent == Intent::get_state && frame.comparison == Comparison::none &&
      frame.asked == Asked::none && frame.kind != Kind::any) {
    if (says(frame.said, {"넘으", "넘었", "넘어", "넘거", "초과"})) frame.comparison = Comparison::above;
    if (says(frame.said, {"밑으로", "아래로", "미만"})) frame.comparison = Comparison::below;
    const size_t than = frame.said.find("보다 ");
    if (than != std::string::npos && frame.has(SpanRole::value)) {
      const std::string_view behind = std::string_view(frame.said).substr(than);
      if (says(behind, {"추우", "추워", "춥", "낮", "적", "건조"})) frame.comparison = Comparison::below;
      if (says(behind, {"더우", "더워", "덥", "높", "따뜻", "많", "습"}))
        frame.comparison = Comparison::above;
    }
  }
  const bool compares = frame.intent == Intent::get_state && frame.comparison != Comparison::none &&
                        frame.comparison != Comparison::highest && frame.comparison != Comparison::lowest;
  if ((!compares && !sets_a_number(frame)) || frame.has(SpanRole::value) || frame.has(SpanRole::condition) ||
      frame.operation == Operation::maximum || frame.operation == Operation::minimum)
    return;
  const auto placed = place_spans(frame);
  const auto words = placed_words(frame.said);
  for (size_t i = 0; i < words.size(); ++i) {
    if (is_covered(placed, words[i].begin, words[i].end)) continue;
    // "열로 줄여": a native number of one syllable is one where something ends there.
    constexpr std::string_view kTens[] = {"열로", "스물로", "서른으로", "마흔으로", "쉰으로"};
    const bool is_end = is_one_of(words[i].text, kTens) && i + 1 < words.size() &&
                        starts(words[i + 1].text, {"줄", "낮", "올", "높", "맞", "내", "키", "해"});
    if (is_number_word(words[i].text) || is_end) {
      const std::string_view number = is_end ? without_ending(words[i].text, {"으로", "로"}) : words[i].text;
      frame.spans.push_back({SpanRole::value, std::string(number)});
      return;
    }
    if (compares) continue;
    if (starts(words[i].text, {"최고", "최대", "맥스"})) frame.operation = Operation::maximum;
    if (starts(words[i].text, {"최저", "최소"})) frame.operation = Operation::minimum;
  }
}

/// "바람 이 단에": of two values of a number, the one that is a number.
void choose_value(Frame& frame) {
  if (!sets_a_number(frame) || frame.texts(SpanRole::value).size() < 2) return;
  const auto has_number = [](const Span& span) { return read_quantity(span.text).number.has_value(); };
  const auto is_value = [](const Span& span) { return span.role == SpanRole::value; };
  if (std::any_of(frame.spans.begin(), frame.spans.end(),
                  [&](const Span& span) { return is_value(span) && has_number(span); }))
    std::erase_if(frame.spans, [&](const Span& span) { return is_value(span) && !has_number(span); });
}

/// "스물다섯 아이다 스물셋으로": the number behind the words that take one back.
void take_number_back(Frame& frame) {
  if (!sets_a_number(frame) || frame.texts(SpanRole::value).size() != 1) return;
  const auto words = placed_words(frame.said);
  const auto placed = place_spans(frame);
  bool back = false;
  for (size_t i = 1; i < words.size(); ++i) {
    constexpr std::string_view kBack[] = {"아니", "아니다", "아이다", "아녀", "아니야", "아니지", "말고"};
    if (std::ranges::find(kBack, words[i].text) != std::end(kBack)) back = true;
    if (!back || is_covered(placed, words[i].begin, words[i].end) || !is_number_word(words[i].text)) continue;
    for (Span& span : frame.spans)
      if (span.role == SpanRole::value) span.text = words[i].text;
    return;
  }
}

}  // namespace

void repair_korean_spans(const std::vector<Mention>& mentions, Frame& frame) {
  drop_cut_extreme(frame);
  free_name(frame);
  finish_cut_spans(mentions, frame);
  finish_cut_kinds(frame);
  take_full_name(mentions, frame);
  widen_to_name(mentions, frame);
  rename_odd_spans(frame);
  free_color(frame);
  free_verb(mentions, frame);
  drop_repeated_place(frame);
  choose_what_hangs(frame);
  share_noun_of_two(frame);
  take_both_as_the_two(frame);
  drop_bare_room(frame);
  drop_exclamations(frame);
  add_lost_place(mentions, frame);
  add_unknown_room(mentions, frame);
  name_what_is_joined_to_names(frame);
  read_lost_value(frame);
  add_lost_kelvin(frame);
  choose_value(frame);
  take_number_back(frame);
  drop_not_at_all(frame);
}

}  // namespace ondol::home
