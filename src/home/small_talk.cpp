// Occasions, the words that tell them and the names of what is made for them; see small_talk.h.
#include "home/small_talk.h"

#include <algorithm>
#include <string>

#include "home/words.h"

namespace ondol::home {
namespace {

/// Lists are separated by commas. English words stand between spaces, without apostrophes, which recognisers
/// leave out; Korean ones anywhere, without spaces.
struct Occasion {
  std::optional<Say> answer;
  std::string_view english, korean;  ///< what is said
  std::string_view names;            ///< what a scene or script for it is called, in part
};

constexpr Occasion kOccasions[] = {
    {Say::hello, "what can i say,what can i ask,what can you do,what do you do,help me",
     "뭐할수있,뭘할수있,무엇을할수있,도움말", ""},
    {Say::welcome_thanks, "thanks,thank you,good job,well done,cheers", "고마워,고맙,감사,땡큐,수고했,잘했어",
     ""},
    {Say::good_night,
     "good night,goodnight,night night,going to bed,off to bed,going to sleep,time for bed,bedtime",
     "잘게,잘래,잘거야,잔다,자러갈,자러가,자러간,잘자,굿나잇,자야겠",
     "good night,goodnight,bedtime,sleep,취침,잘자,굿나잇,수면"},
    {Say::see_you,
     "bye,goodbye,im leaving,were leaving,im off,were off,heading out,going out,off to work,see you "
     "later",
     "나갈게,나간다,나갔다올게,외출할게,외출한다,다녀올게,다녀오겠,출근할게,출근한다",
     "leaving,away,heading out,goodbye,bye,외출,다녀올,출근"},
    {Say::welcome_home, "im home,im back,were home,were back,just got home",
     "나왔어,나왔다,다녀왔,집에왔어,퇴근했", "im home,coming home,welcome,arriving,귀가,도착,퇴근,다녀왔"},
    {Say::good_morning, "good morning,im up,im awake", "좋은아침,굿모닝,일어났어",
     "good morning,morning,wake,기상,굿모닝,아침"},
    {std::nullopt, "movie time,film time,watch a movie,watch a film",
     "영화볼거,영화볼게,영화볼래,영화보자,영화볼시간", "movie,film,cinema,영화,시네마"},
};

/// What is said, or a name, as the lists are compared with it.
struct Words {
  std::string spaced, compacted;
};

Words words_of(std::string_view text) {
  std::string plain = plain_words(text);
  for (const std::string_view apostrophe : {"'", "’"})
    for (size_t at; (at = plain.find(apostrophe)) != std::string::npos;) plain.erase(at, apostrophe.size());
  return {plain, compact(plain)};
}

bool hold_any(const Words& words, std::string_view list) {
  return std::ranges::any_of(split_commas(list), [&](std::string_view word) {
    return has_hangul(word) ? words.compacted.find(word) != std::string::npos
                            : words.spaced.find(" " + std::string(word) + " ") != std::string::npos;
  });
}

/// Short, as such things are: a story that has the words in it is none.
const Occasion* occasion_of(std::string_view said) {
  constexpr size_t kMostWords = 6;
  if (split_words(said).size() > kMostWords) return nullptr;
  const Words words = words_of(said);
  const auto* found = std::ranges::find_if(kOccasions, [&](const Occasion& occasion) {
    return hold_any(words, occasion.english) || hold_any(words, occasion.korean);
  });
  return found != std::end(kOccasions) ? found : nullptr;
}

}  // namespace

std::optional<Say> small_talk(std::string_view said) {
  const Occasion* occasion = occasion_of(said);
  return occasion != nullptr ? occasion->answer : std::nullopt;
}

std::optional<Frame> offer_for(const Home& home, std::string_view said) {
  const Occasion* occasion = occasion_of(said);
  if (occasion == nullptr) return std::nullopt;
  const Entity* only = home.only([&](const Entity& e) {
    return (e.domain() == "scene" || e.domain() == "script") &&
           e.any_name([&](const std::string& name) { return hold_any(words_of(name), occasion->names); });
  });
  if (only == nullptr) return std::nullopt;
  Frame out{.intent = Intent::turn_on, .said = std::string(said), .mended = true};
  out.spans = {{SpanRole::name, only->name}};
  return out;
}

}  // namespace ondol::home
