// Exact forms first, similarity only where nothing is exact; see name_index.h.
#include "home/name_index.h"

#include <algorithm>

#include "home/kind_words.h"
#include "home/room_words.h"
#include "home/similar.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

void keep_best(std::vector<Match>& matches) {
  std::ranges::sort(matches, [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.thing < b.thing;
  });
  std::vector<Match> out;
  for (const Match& match : matches)
    if (std::ranges::none_of(out, [&](const Match& m) { return m.thing == match.thing; }))
      out.push_back(match);
  matches = std::move(out);
}

/// "study lights", while "Study Light" is one of them; a name that has the s itself is no plural of it.
bool is_plural(std::string_view spoken) {
  while (spoken.ends_with(' ')) spoken.remove_suffix(1);
  const size_t space = spoken.rfind(' ');
  const std::string_view last = spoken.substr(space == std::string_view::npos ? 0 : space + 1);
  return last.size() > 3 && (last.ends_with('s') || last.ends_with('S')) &&
         normalise(last).size() < last.size();
}

/// "네모 일번" is written "네모 1번"; nothing where no word is a number of that kind.
std::string with_digits(const std::string& spaced) {
  std::string out;
  bool any = false;
  for (const std::string_view word : split_words(spaced)) {
    std::string each(word);
    const auto number = has_hangul(word) ? read_number(word) : std::nullopt;
    if (number && (word[0] < '0' || word[0] > '9')) {
      const std::string_view rest = word.substr(number->end);
      if (rest.starts_with("번") || rest.starts_with("호")) {
        each = std::to_string(static_cast<int>(number->value)) + std::string(rest);
        any = true;
      }
    }
    out += (out.empty() ? "" : " ") + each;
  }
  return any ? out : std::string();
}

}  // namespace

void NameIndex::Table::add_normal(const std::string& spaced, int32_t thing, int score) {
  Form form{
      .spaced = spaced, .compact = compact(spaced), .sounds = {}, .mask = 0, .thing = thing, .score = score};
  if (form.compact.empty()) return;
  form.sounds = sound_units(form.compact);
  form.mask = pair_mask(form.sounds);
  exact.emplace(form.compact, static_cast<uint32_t>(forms.size()));
  forms.push_back(std::move(form));
}

void NameIndex::Table::add(std::string_view text, int32_t thing, int score) {
  add_normal(normalise(text), thing, score);
}

NameIndex::NameIndex(const Home& home) : home_(home) {
  for (size_t i = 0; i < home.areas.size(); ++i) {
    areas_.add(home.areas[i].name, static_cast<int32_t>(i), kExact);
    for (const std::string& alias : home.areas[i].aliases) areas_.add(alias, static_cast<int32_t>(i), kExact);
  }
  for (size_t i = 0; i < home.floors.size(); ++i) {
    floors_.add(home.floors[i].name, static_cast<int32_t>(i), kExact);
    for (const std::string& alias : home.floors[i].aliases)
      floors_.add(alias, static_cast<int32_t>(i), kExact);
  }
  for (size_t i = 0; i < home.areas.size(); ++i) add_owner(static_cast<int32_t>(i));
  for (size_t i = 0; i < home.entities.size(); ++i) {
    areas_of_.push_back(work_out_area(static_cast<int32_t>(i)));
    add_entity_forms(static_cast<int32_t>(i));
  }
}

/// Whose room it is: English says so, in Korean the name before 방 is that of someone here.
void NameIndex::add_owner(int32_t area) {
  const std::string& name = home_.areas[static_cast<size_t>(area)].name;
  if (const size_t at = name.find("'s "); at != std::string::npos) {
    owners_.add(name.substr(0, at), area, kClear - 1);
    return;
  }
  // "할머니 방" is grandmother's, with or without her in the registry; "작은 방" is nobody's.
  constexpr std::string_view kRoom = " 방";
  constexpr std::string_view kNobodys[] = {"작은",   "큰",     "안",   "옷",   "놀이",  "공부", "손님",
                                           "게스트", "컴퓨터", "건너", "건넌", "끝",    "중간", "가운데",
                                           "빈",     "뒷",     "앞",   "윗",   "아랫",  "침대", "드레스",
                                           "운동",   "취미",   "작업", "세탁", "다용도"};
  if (name.size() > kRoom.size() && name.ends_with(kRoom)) {
    const std::string owner = name.substr(0, name.size() - kRoom.size());
    if (std::ranges::find(kNobodys, owner) == std::end(kNobodys)) owners_.add(owner, area, kClear - 1);
  }
  const std::string word = compact(normalise(name));
  for (const Entity& e : home_.entities) {
    const std::string owner = compact(normalise(e.name));
    if (e.domain() == "person" && !owner.empty() && word.size() > owner.size() && word.starts_with(owner))
      owners_.add(e.name, area, kClear - 1);
  }
}

int32_t NameIndex::work_out_area(int32_t entity) const {
  const Entity& e = home_.entities[static_cast<size_t>(entity)];
  if (e.area != kNowhere || e.domain() == "person" || e.domain() == "todo" || e.domain() == "scene")
    return e.area;
  const std::string name = normalise(e.name);
  const Form* longest = nullptr;
  for (const Form& form : areas_.forms) {
    const bool begins = has_latin(form.spaced) ? name.starts_with(form.spaced + " ")
                                               : compact(name).starts_with(form.compact);
    if (begins && (longest == nullptr || form.compact.size() > longest->compact.size())) longest = &form;
  }
  return longest == nullptr ? kNowhere : longest->thing;
}

int32_t NameIndex::area_of(int32_t entity) const {
  const auto at = static_cast<size_t>(entity);
  return at < areas_of_.size() ? areas_of_[at]
                               : home_.entities[at].area;  // what came after the index was made
}

std::vector<std::string> NameIndex::area_words(int32_t area) const {
  std::vector<std::string> words;
  if (area == kNowhere) return words;
  const Area& known = home_.areas[static_cast<size_t>(area)];
  words.push_back(normalise(known.name));
  for (const std::string& alias : known.aliases) words.push_back(normalise(alias));
  return words;
}

void NameIndex::add_entity_forms(int32_t index) {
  const Entity& entity = home_.entities[static_cast<size_t>(index)];
  std::vector<std::string_view> names = {entity.name};
  for (const std::string& alias : entity.aliases) names.push_back(alias);
  std::string all;
  auto rooms = area_words(entity.area);
  // "Birdie's Ceiling Light" of Birdie's Room is its ceiling light, as the kitchen's is.
  for (const Form& owner : owners_.forms)
    if (owner.thing == entity.area && has_latin(owner.spaced)) rooms.push_back(owner.spaced);
  for (const std::string_view name : names) {
    const std::string spaced = normalise(name);
    all += " " + spaced;
    entities_.add_normal(spaced, index, kExact);
    // "무드등" for "침실 무드등" of the 침실. What is left must be more than the kind: "조명" alone is a
    // kind.
    for (const std::string& room : rooms) {
      if (room.empty() || !spaced.starts_with(room) || spaced.size() <= room.size()) continue;
      std::string rest = spaced.substr(room.size());
      while (rest.starts_with(' ')) rest.erase(0, 1);
      if (!rest.empty() && !kind_words().kinds.contains(compact(rest))) entities_.add_normal(rest, index, 90);
    }
  }
  names_.push_back({" " + all + " ", compact(all)});
  for (size_t kind = 0; kind < kind_rows().size(); ++kind)
    ranks_.push_back(static_cast<int16_t>(work_out_rank(index, static_cast<Kind>(kind))));
}

bool NameIndex::allowed(int32_t entity, const Scope& scope) const {
  if (scope.area != kNowhere && area_of(entity) != scope.area) return false;
  if (scope.kinds == nullptr) return true;
  return std::ranges::any_of(*scope.kinds, [&](Kind kind) { return kind_rank(entity, kind) != kNotOfKind; });
}

void NameIndex::find_exact(const Table& table, const std::string& compacted, int penalty, const Scope& scope,
                           std::vector<Match>& out) const {
  const auto [begin, end] = table.exact.equal_range(compacted);
  for (auto at = begin; at != end; ++at) {
    const Form& form = table.forms[at->second];
    if (&table == &entities_ && !allowed(form.thing, scope)) continue;
    out.push_back({form.thing, form.score - penalty});
  }
}

/// "kitchen ceiling light" is "Ceiling" of the kitchen, said with its room and its kind.
void NameIndex::find_with_scope(const std::string& spaced, int penalty, NameReading& out) const {
  const std::string whole = compact(spaced);
  struct Piece {
    std::string rest;
    Scope scope;
  };
  std::vector<Piece> pieces = {{whole, {}}};
  for (const Form& area : areas_.forms) {
    if (whole.size() <= area.compact.size()) continue;
    if (whole.starts_with(area.compact))
      pieces.push_back({whole.substr(area.compact.size()), {area.thing, nullptr}});
    // English puts the room last as well: "lamp in the bedroom", "bedroom" after "in" or "of".
    if (whole.ends_with(area.compact)) {
      std::string rest = whole.substr(0, whole.size() - area.compact.size());
      for (const std::string_view in : {"in", "of", "at", "on"})
        if (rest.ends_with(in) && rest.size() > in.size()) rest.resize(rest.size() - in.size());
      pieces.push_back({rest, {area.thing, nullptr}});
    }
  }
  for (const Form& owner : owners_.forms)
    if (whole.size() > owner.compact.size() && whole.starts_with(owner.compact))
      pieces.push_back({whole.substr(owner.compact.size()), {owner.thing, nullptr}});
  for (size_t i = 0, n = pieces.size(); i < n; ++i) {
    for (const auto& [word, kinds] : kind_words().kinds) {
      const std::string rest = pieces[i].rest;
      if (rest.size() < word.size() || !(rest.ends_with(word) || rest.starts_with(word))) continue;
      if (rest == word) {
        if (i == 0) continue;  // a bare kind: find() looks at it first
        out.area = pieces[i].scope.area;
        out.kinds = kinds;
      } else {
        if (rest.ends_with(word))
          pieces.push_back({rest.substr(0, rest.size() - word.size()), {pieces[i].scope.area, &kinds}});
        if (rest.starts_with(word))
          pieces.push_back({rest.substr(word.size()), {pieces[i].scope.area, &kinds}});
      }
    }
  }
  for (size_t i = 1; i < pieces.size(); ++i) {
    const Scope& scope = pieces[i].scope;
    const int cost = penalty + (scope.area != kNowhere ? 2 : 0) + (scope.kinds != nullptr ? 8 : 0);
    find_exact(entities_, pieces[i].rest, cost, scope, out.entities);
  }
  find_by_synonym(whole, penalty, out);
  // The name has a kind in its end that was not said: "kitchen ceiling" for "Kitchen ceiling light".
  const auto [area_begin, area_end] = areas_.exact.equal_range(whole);
  if (area_begin != area_end) return;
  for (const Form& form : entities_.forms) {
    if (form.compact.size() <= whole.size() || !form.compact.starts_with(whole)) continue;
    if (kind_words().kinds.contains(form.compact.substr(whole.size())))
      out.entities.push_back({form.thing, form.score - penalty - 15});
  }
}

/// "Desk light" for the "Desk Lamp", "할머니 티비" for "할머니 TV": another word of the same kind in the end.
void NameIndex::find_by_synonym(const std::string& whole, int penalty, NameReading& out) const {
  constexpr int kSynonymCost = kExact - kOwn + 1;  // not its own name
  const auto& words = kind_words().kinds;
  for (const auto& [word, kinds] : words) {
    if (whole.size() <= word.size() || !whole.ends_with(word)) continue;
    const std::string first = whole.substr(0, whole.size() - word.size());
    for (const Form& form : entities_.forms) {
      if (form.score < kExact || form.compact.size() <= first.size() || !form.compact.starts_with(first))
        continue;
      const auto other = words.find(form.compact.substr(first.size()));
      if (other == words.end()) continue;
      const bool same = std::ranges::any_of(
          kinds, [&](Kind kind) { return std::ranges::find(other->second, kind) != other->second.end(); });
      if (same) out.entities.push_back({form.thing, form.score - penalty - kSynonymCost});
    }
  }
}

std::vector<Match> NameIndex::find_plain(const Table& table, std::string_view spoken) const {
  std::vector<Match> out;
  const auto ways = without_particles(normalise(spoken));
  for (size_t i = 0; i < ways.size() && out.empty(); ++i)
    find_exact(table, compact(ways[i]), i > 0 ? 1 : 0, {}, out);
  if (out.empty() && !ways[0].empty()) {
    for (const std::string& way : ways) find_similar(table, way, out);
    std::erase_if(out, [](const Match& match) { return match.score < kFuzzy + 10; });
  }
  keep_best(out);
  return out;
}

std::vector<Match> NameIndex::find_areas(std::string_view spoken) const {
  auto out = find_plain(areas_, spoken);
  if (!out.empty() && out[0].score >= kPartial) return out;
  // Called differently, or only whose it is: plain enough to switch a light, not to open a door unasked.
  constexpr int kSynonym = kClear - 2;
  std::vector<Match> others;
  for (const std::string& way : without_particles(normalise(spoken))) {
    for (const std::string& word : other_room_words(way))
      find_exact(areas_, word, kExact - kSynonym, {}, others);
    if (!others.empty()) break;
  }
  if (others.empty()) return out;
  keep_best(others);
  return others;
}

int32_t NameIndex::clear_area(std::string_view spoken) const {
  const auto found = find_areas(spoken);
  return !found.empty() && found[0].score >= kClear ? found[0].thing : kNowhere;
}
std::vector<Match> NameIndex::find_floors(std::string_view spoken) const {
  return find_plain(floors_, spoken);
}

std::vector<Kind> NameIndex::kinds_of(std::string_view spoken) const { return home::kinds_of(spoken); }

NameReading NameIndex::find(std::string_view spoken) const {
  NameReading out;
  constexpr size_t kMaxName = 200;  // bytes; longer is no name, and similarity costs
  if (spoken.size() > kMaxName) return out;
  read_plain(spoken, out);
  if (!out.kinds.empty() || (!out.entities.empty() && out.entities[0].score >= kPartial)) return out;
  if (const std::string digits = with_digits(normalise(spoken)); !digits.empty()) {
    read_plain(digits, out);
    return out;
  }
  // "The Samsung TV", where nothing is called so: a TV, and less sure.
  const std::string rest = without_brand(normalise(spoken));
  if (rest.empty()) return out;
  NameReading unbranded;
  read_plain(rest, unbranded);
  if (unbranded.kinds.empty() && (unbranded.entities.empty() || unbranded.entities[0].score < kClear))
    return out;
  constexpr int kBranded = kClear - 5;
  unbranded.certainty = kBranded;
  for (Match& match : unbranded.entities) match.score = std::min(match.score, kBranded);
  return unbranded;
}

void NameIndex::read_plain(std::string_view spoken, NameReading& out) const {
  const auto ways = without_particles(normalise(spoken));
  if (ways[0].empty()) return;
  for (size_t i = 0; i < ways.size(); ++i)
    find_exact(entities_, compact(ways[i]), i > 0 ? 1 : 0, {}, out.entities);
  out.kinds = kinds_of(spoken);
  out.plural = is_plural(spoken);
  if (out.entities.empty() || out.entities[0].score < kOwn || out.plural)
    for (size_t i = 0; i < ways.size() && out.kinds.empty(); ++i)
      find_with_scope(ways[i], i > 0 ? 1 : 0, out);
  if (out.entities.empty() && out.kinds.empty())
    for (const std::string& way : ways) find_similar(entities_, way, out.entities);
  keep_best(out.entities);
}

}  // namespace ondol::home
