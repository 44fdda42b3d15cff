// Letters compared without what stands between them; see mentions.h.
#include "home/mentions.h"

#include <algorithm>
#include <utility>

#include "home/words.h"
#include "text/clause_format.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// One letter or digit of a text.
struct Letter {
  size_t begin, end;  ///< bytes of the text
  size_t at;          ///< bytes of the letters before it
  bool opens;         ///< nothing of its word stands before it
  bool closes;        ///< nothing of its word stands behind it
  bool hangul;
  bool after_apostrophe;
};

struct Letters {
  std::string text;  ///< letters and digits only
  std::vector<Letter> each;
};

/// Letters of one script that nothing separates are a word ("tv를" is two); an apostrophe separates nothing.
Letters letters_of(std::string_view text) {
  Letters out;
  bool apart = true, apostrophe = false;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    const size_t begin = pos;
    pos += c.len;
    if (c.cp == '\'' || c.cp == 0x2019) {
      apostrophe = true;
      continue;
    }
    const auto classes = unicode::classes_of(c.cp);
    if (!c.valid || (classes & (unicode::kLetter | unicode::kNumber | unicode::kMark)) == 0) {
      if (!out.each.empty()) out.each.back().closes = true;
      apart = true;
      apostrophe = false;
      continue;
    }
    const bool hangul = is_hangul(c.cp);
    if (!apart && out.each.back().hangul != hangul) out.each.back().closes = apart = true;
    out.each.push_back({begin, pos, out.text.size(), apart, false, hangul, std::exchange(apostrophe, false)});
    out.text.append(text.substr(begin, c.len));
    apart = false;
  }
  if (!out.each.empty()) out.each.back().closes = true;
  return out;
}

/// "Rosie's": what stands behind this letter is an s that makes an owner.
bool ends_owner(const Letters& letters, size_t last) {
  if (letters.each[last].closes) return false;
  const Letter& next = letters.each[last + 1];
  return next.after_apostrophe && next.closes &&
         (letters.text[next.at] == 's' || letters.text[next.at] == 'S');
}

/// Nothing stands between this letter and the end of its word but a particle.
bool ends_name(const Letters& letters, size_t last) {
  if (letters.each[last].closes) return true;
  if (!letters.each[last].hangul) return false;
  size_t end = last + 1;
  while (!letters.each[end].closes) ++end;
  const size_t from = letters.each[last + 1].at, to = letters.each[end].at + 3;
  return is_particle(std::string_view(letters.text).substr(from, to - from));
}

/// Things that one lays hands on; of "Film Night" or "Off to Work" nobody says the last word alone.
bool is_one_of_things(const Entity& entity) {
  constexpr std::string_view kOthers[] = {"scene", "script", "person",     "todo",    "calendar",
                                          "timer", "sensor", "automation", "weather", "binary_sensor"};
  return std::ranges::find(kOthers, entity.domain()) == std::end(kOthers);
}

}  // namespace

void MentionFinder::add(std::string_view name, SpanRole role) {
  std::string key = letters_of(clause_text(name)).text;
  // "방", "2": too short to be found by itself.
  if (key.size() < 4) return;
  const auto [first, last] = names_.equal_range(key);
  if (std::any_of(first, last, [&](const auto& entry) { return entry.second == role; })) return;
  lengths_.insert(key.size());
  names_.emplace(std::move(key), role);
}

std::vector<Mention> mentions_within(std::span<const Mention> mentions, size_t begin, size_t end) {
  std::vector<Mention> out;
  for (Mention mention : mentions) {
    if (mention.begin < begin || mention.end > end) continue;
    mention.begin -= begin;
    mention.end -= begin;
    out.push_back(mention);
  }
  return out;
}

MentionFinder::MentionFinder(const Home& home, const NameIndex& index) {
  std::set<std::string> rooms;
  for (const Area& area : home.areas) {
    rooms.insert(compact(normalise(area.name)));
    for (const std::string& alias : area.aliases) rooms.insert(compact(normalise(alias)));
  }
  const auto is_kind = [&](std::string_view name) {
    if (!index.kinds_of(name).empty()) return true;
    const std::string key = compact(normalise(name));
    for (size_t end = 1; end < key.size(); ++end)
      if (rooms.contains(key.substr(0, end)) && !index.kinds_of(key.substr(end)).empty()) return true;
    return false;
  };
  const auto add_all = [&](const auto& things, const auto& role_of) {
    for (const auto& thing : things) {
      if (!is_kind(thing.name)) add(thing.name, role_of(thing));
      for (const std::string& alias : thing.aliases)
        if (!is_kind(alias)) add(alias, role_of(thing));
    }
  };
  add_all(home.floors, [](const Floor&) { return SpanRole::floor; });
  add_all(home.areas, [](const Area&) { return SpanRole::area; });
  add_all(home.entities,
          [](const Entity& e) { return e.domain() == "todo" ? SpanRole::list : SpanRole::name; });
  for (const Entity& entity : home.entities) {
    if (entity.domain() == "todo") add_without_noun(entity, is_kind);
    if (!is_one_of_things(entity)) continue;
    add_ends(entity.name, is_kind);
    for (const std::string& alias : entity.aliases) add_ends(alias, is_kind);
  }
}

/// The "Snag List" is also what the snags are on, and "숙제 목록" is called 숙제.
void MentionFinder::add_without_noun(const Entity& list,
                                     const std::function<bool(std::string_view)>& is_kind) {
  list.any_name([&](const std::string& name) {
    const std::string_view own = without_list_noun(name);
    if (own.size() < name.size() && !is_kind(own)) add(own, SpanRole::list);
    return false;
  });
}

/// A "Kitchen Moonbeam" is called moonbeam. Not in Korean: there the last word is mostly the kind's.
void MentionFinder::add_ends(std::string_view name, const std::function<bool(std::string_view)>& is_kind) {
  if (has_hangul(name)) return;
  for (size_t at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1)) {
    const std::string_view end = name.substr(at + 1);
    if (!is_kind(end)) add(end, SpanRole::name);
  }
}

std::vector<Mention> MentionFinder::find(std::string_view text) const {
  const Letters letters = letters_of(clause_text(text));
  std::vector<Mention> out;
  // Letter at which each byte of the letters begins; names end where a letter does.
  std::vector<size_t> letter_at(letters.text.size() + 1, letters.each.size());
  for (size_t i = 0; i < letters.each.size(); ++i) letter_at[letters.each[i].at] = i;
  bool after_name = false;
  for (size_t i = 0; i < letters.each.size();) {
    size_t next = 0;
    if (letters.each[i].opens || after_name) {
      for (const size_t length : lengths_) {
        const size_t from = letters.each[i].at;
        if (from + length > letters.text.size()) continue;
        const auto [first, last] = names_.equal_range(letters.text.substr(from, length));
        if (first == last) continue;
        // Where a letter begins the one before has ended: keys are whole letters.
        next = letter_at[from + length];
        const bool owns = ends_owner(letters, next - 1);
        if (!owns && !ends_name(letters, next - 1)) {
          next = 0;
          continue;
        }
        for (auto it = first; it != last; ++it)
          out.push_back({letters.each[i].begin, letters.each[next - 1].end, it->second, owns});
        break;
      }
    }
    after_name = next != 0;
    i = next != 0 ? next : i + 1;
  }
  return out;
}

}  // namespace ondol::home
