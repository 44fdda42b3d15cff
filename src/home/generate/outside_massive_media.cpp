// Sound and media of MASSIVE.
#include "home/generate/outside_massive_spans.h"

#include <algorithm>
#include <array>

namespace ondol::home {

Made massive_volume(const Said& said) {
  if (is_more(said.text) || !said.has_only({"change_amount", "device_type"})) return {};
  const bool up = has_any_words(said.text, {"up", "increase", "raise", "louder", "higher", "boost"});
  const bool down = has_any_words(said.text, {"down", "decrease", "lower", "quieter", "softer", "reduce"});
  const MassiveSlot* amount = said.slot("change_amount");
  const bool set =
      amount != nullptr && (said.text_of(*amount).starts_with("to ") ||
                            std::string_view(said.text).substr(0, amount->begin).ends_with(" to ") ||
                            std::string_view(said.text).substr(0, amount->begin).ends_with(" at "));
  if (!has_any_words(said.text,
                     {"volume", "sound", "audio", "speaker", "speakers", "louder", "quieter", "softer"}) ||
      has_any_words(said.text, {"unmute", "mute", "repeat", "say"}))
    return {};
  if (!set && (up == down || up != (said.intent == "audio_volume_up"))) return {};
  Sample sample = one_clause(said.text, {.intent = set ? Intent::set_volume : Intent::set_volume_relative,
                                         .attribute = Attribute::volume,
                                         .operation = set  ? Operation::set
                                                      : up ? Operation::raise
                                                           : Operation::lower});
  if (amount != nullptr) {
    MassiveSlot value = *amount;
    for (const std::string_view before : {"to ", "by "})
      if (said.text_of(value).starts_with(before)) value.begin += before.size();
    const std::string_view word = said.text_of(value);
    Frame& labels = sample.clauses[0].labels;
    if (word.find("max") != word.npos || word == "full" || word == "highest") {
      labels.intent = Intent::set_volume;
      labels.operation = Operation::maximum;
    } else if (word.find("min") == 0 || word == "lowest") {
      labels.intent = Intent::set_volume;
      labels.operation = Operation::minimum;
    } else {
      add(sample, SpanRole::value, value);
    }
  }
  if (!set && amount == nullptr) add_little(said, sample);
  if (has_words(said.text, "it"))
    sample.clauses[0].labels.reference = Reference::it;
  else if (said.slot("device_type") == nullptr && has_any_words(said.text, {"louder", "quieter", "softer"}) &&
           !has_any_words(said.text, {"volume", "sound", "audio", "speaker", "speakers", "music"}))
    sample.clauses[0].labels.reference = Reference::same;
  if (!add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr && !add_noun(sample, Kind::speaker) &&
      has_words(said.text, "music"))
    add_noun(sample, Kind::media_player);
  return sample;
}

Made massive_mute(const Said& said) {
  if (is_more(said.text) || !said.has_only({"device_type"}) || has_words(said.text, "unmute")) return {};
  if (!has_any_words(said.text, {"mute", "silence"}) ||
      has_any_words(said.text, {"mode", "for", "turn", "set"}))
    return {};
  Sample sample = one_clause(said.text, {.intent = Intent::mute});
  if (!add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr) add_noun(sample, Kind::speaker);
  return sample;
}

namespace {

/// "play" and what may stand between it and the title.
std::optional<size_t> after_play(std::string_view text) {
  for (const std::string_view verb : {"start playing ", "play me ", "play ", "put on ", "i want to hear ",
                                      "i want to listen to ", "let me hear ", "listen to "}) {
    const size_t at = text.find(verb);
    if (at == text.npos || (at > 0 && text[at - 1] != ' ')) continue;
    return at + verb.size();
  }
  return {};
}

}  // namespace

Made massive_play(const Said& said) {
  static constexpr std::array<std::string_view, 7> kTitles = {"song_name",     "artist_name", "playlist_name",
                                                              "music_genre",   "radio_name",  "podcast_name",
                                                              "audiobook_name"};
  if (is_more(said.text) || said.slots.empty()) return {};
  size_t at = after_play(said.text).value_or(0);
  if (at == 0) return {};
  const std::string_view text = said.text;
  Sample sample = one_clause(text, {.intent = Intent::media_play});
  const auto word_at = [&](std::initializer_list<std::string_view> words) -> size_t {
    if (at >= said.slots[0].begin) return 0;  // a title may begin with "the"
    for (const std::string_view word : words)
      if (text.substr(at).starts_with(word) &&
          (at + word.size() == text.size() || text[at + word.size()] == ' '))
        return word.size();
    return 0;
  };
  const auto skip = [&](size_t n) { at = std::min(text.size(), at + n + 1); };
  while (const size_t n = word_at({"some", "the", "my", "a", "an", "me", "any"})) skip(n);
  const size_t class_size = word_at(
      {"song", "songs", "album", "playlist", "track", "podcast", "audiobook", "radio station", "station"});
  if (class_size > 0) {
    add(sample, SpanRole::media_class, at, at + class_size);
    skip(class_size);
    while (const size_t n = word_at({"by", "of", "from", "called", "named", "the"})) skip(n);
  }
  // Titles that follow one another, "X by Y", are one text.
  const size_t begin = at;
  size_t end = begin, n_titles = 0;
  for (const MassiveSlot& slot : said.slots) {
    if (std::ranges::find(kTitles, slot.name) == kTitles.end()) return {};
    const std::string_view between = text.substr(end, slot.begin - std::min(end, slot.begin));
    if (slot.begin != end && (n_titles == 0 || (between != " by " && between != " from "))) return {};
    end = slot.end;
    ++n_titles;
  }
  const std::string_view rest = text.substr(end);
  if (rest.starts_with(" music") && (rest.size() == 6 || rest[6] == ' ')) end += 6;
  if (class_size == 0)
    for (const std::string_view word :
         {" songs", " song", " playlist", " album", " podcast", " station", " audiobook"})
      if (text.substr(begin, end - begin).ends_with(word) && end - begin > word.size() + 1)
        end -= word.size();
  if (end - begin < 3) return {};
  add(sample, SpanRole::media, begin, end);
  std::string_view tail = text.substr(end);
  for (const std::string_view word :
       {" song", " songs", " playlist", " album", " podcast", " station", " audiobook"})
    if (class_size == 0 && tail.starts_with(word) &&
        (tail.size() == word.size() || tail[word.size()] == ' ')) {
      add(sample, SpanRole::media_class, end + 1, end + word.size());
      tail.remove_prefix(word.size());
      break;
    }
  return tail.empty() || tail == " please" || tail == " for me" || tail == " now" ? Made(sample) : Made();
}

}  // namespace ondol::home
