// Variations of one annotated sentence; see hassil_style.h.
#include "home/generate/hassil_style.h"

#include <algorithm>
#include <array>

#include "home/reply/josa.h"

namespace ondol::home {
namespace {

bool is_question_sample(const Sample& sample) {
  const Intent intent = sample.clauses[0].labels.intent;
  return intent == Intent::get_state || intent == Intent::get_time || intent == Intent::get_date ||
         intent == Intent::get_weather || intent == Intent::timer_status;
}

void lower_ascii(std::string& text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
}

/// Whether a byte lies inside of a span.
bool is_inside(const Sample& sample, size_t at) {
  for (const SampleClause& clause : sample.clauses)
    for (const SampleSpan& span : clause.spans)
      if (span.begin < at && at < span.end) return true;
  return false;
}

struct Particle {
  std::string_view form, after_consonant;
};
constexpr std::array<Particle, 8> kParticles = {{{"을", "을"},
                                                 {"를", "을"},
                                                 {"이", "이"},
                                                 {"가", "이"},
                                                 {"은", "은"},
                                                 {"는", "은"},
                                                 {"으로", "으로"},
                                                 {"로", "으로"}}};

}  // namespace

void replace_in_sample(Sample& sample, size_t begin, size_t end, std::string_view text) {
  const size_t removed = end - begin;
  sample.text.replace(begin, removed, text);
  const auto moved = [&](size_t& at) {
    if (at >= end && !(at == begin && removed == 0)) at = at - removed + text.size();
  };
  for (SampleClause& clause : sample.clauses) {
    if (clause.begin > begin) moved(clause.begin);
    for (SampleSpan& span : clause.spans) {
      const bool whole_before = span.end <= begin;
      if (whole_before) continue;
      if (span.begin >= end) span.begin = span.begin - removed + text.size();
      moved(span.end);
    }
  }
}

void correct_particles(Sample& sample) {
  for (size_t c = 0; c < sample.clauses.size(); ++c) {
    for (size_t s = 0; s < sample.clauses[c].spans.size(); ++s) {
      const SampleSpan span = sample.clauses[c].spans[s];
      const std::string_view rest = std::string_view(sample.text).substr(span.end);
      for (const Particle& particle : kParticles) {
        if (!rest.starts_with(particle.form)) continue;
        if (rest.size() > particle.form.size() && rest[particle.form.size()] != ' ') continue;
        const std::string said = sample.text.substr(span.begin, span.end - span.begin);
        const std::string right = with_particle(said, particle.after_consonant).substr(said.size());
        if (right != particle.form)
          replace_in_sample(sample, span.end, span.end + particle.form.size(), right);
        break;
      }
    }
  }
}

bool endings_fit(const Expanded& said) {
  struct Row {
    std::string_view before;
    std::array<std::string_view, 7> values_end;
  };
  static constexpr std::array<Row, 10> kRows = {{
      {"있는지", {"져", "려", "혀", "겨", "되어"}},
      {"있", {"져", "려", "혀", "겨", "되어"}},
      {"져", {"켜", "꺼"}},
      {"됐", {"감지", "해제", "연결", "누수"}},
      {"된", {"감지", "해제", "연결", "누수"}},
      {"워", {"차가", "뜨거"}},
      {"운", {"차가", "뜨거"}},
      {"한", {"가능"}},
      {"해", {"가능", "안전", "위험"}},
      {"야", {"중이", "아니"}},
  }};
  static constexpr std::array<std::string_view, 11> kWithCopula = {
      "부족", "보통", "중", "안전", "위험", "정상", "재실", "외출", "비정상", "가능", "업데이트"};
  for (const ExpandedMark& mark : said.marks) {
    if (mark.is_rule || mark.slot != "state") continue;
    const std::string_view text = said.text;
    const std::string_view value = text.substr(mark.begin, mark.end - mark.begin);
    std::string_view rest = text.substr(mark.end);
    if (rest.empty() || rest[0] == ' ') continue;
    const auto row = std::ranges::find_if(kRows, [&](const Row& r) { return rest.starts_with(r.before); });
    const auto ends = [&](std::string_view ending) { return !ending.empty() && value.ends_with(ending); };
    if (row != kRows.end() ? std::ranges::none_of(row->values_end, ends)
                           : std::ranges::none_of(kWithCopula, ends))
      return false;
    if (value == "감지해제" || value == "연결해제") return false;  // "감지해제됐어" nobody says
  }
  return true;
}

bool is_natural(const Expanded& said, bool korean) {
  const std::string text = " " + said.text + " ";
  const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  const auto has_any = [&](std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(parts, has);
  };
  if (korean) {
    const bool most = has_any({"최대", "밝게"}), least = has_any({"최소", "어둡게"});
    if (most && has_any({"내려", "감소"})) return false;
    if (least && has_any({"올려", "증가"})) return false;
    // "의 색상" belongs together, and "게" takes no "로".
    const ExpandedMark* color = said.slot("color");
    if (color != nullptr && said.text.substr(0, color->begin).ends_with("의 ")) return false;
    return !has_any({" the ", " 의 ", "게로 ", "게으로 ", " 로 ", "의 잠"});
  }
  for (const std::string_view first : {" the ", " my ", " our ", " a ", " any ", " some "})
    for (const std::string_view second : {"the ", "my ", "our ", "a "})
      if (has(std::string(first) + std::string(second))) return false;
  const ExpandedMark* name = said.slot("name");
  for (const std::string_view slot : {"area", "floor"}) {
    const ExpandedMark* place = said.slot(slot);
    if (place == nullptr || name == nullptr || place->end > name->begin) continue;
    const std::string_view between = std::string_view(said.text).substr(place->end, name->begin - place->end);
    if (between == " the " || between == " my " || between == " our ") return false;
  }
  return true;
}

void vary_english(Sample& sample, Draw& draw) {
  static constexpr std::array<std::string_view, 9> kBefore = {
      "please ",           "can you ",         "could you ", "would you ",    "can you please ",
      "could you please ", "i'd like you to ", "hey ",       "i want you to "};
  static constexpr std::array<std::string_view, 4> kAfter = {" please", " for me", " please", " now"};
  const Intent intent = sample.clauses[0].labels.intent;
  const bool talk = intent == Intent::respond || intent == Intent::nevermind || intent == Intent::broadcast;
  const bool verb = !is_question_sample(sample) && !talk;
  static constexpr std::array<std::string_view, 12> kVerbs = {"turn ",  "switch ", "set ",   "open ",
                                                              "close ", "start ",  "pause ", "play ",
                                                              "add ",   "put ",    "lock ",  "cancel "};
  const bool starts = std::ranges::any_of(kVerbs, [&](auto v) { return sample.text.starts_with(v); });
  if (verb && starts && draw.chance(0.22)) replace_in_sample(sample, 0, 0, draw.one_of(kBefore));
  const bool open_end =
      intent == Intent::media_play || intent == Intent::list_add || intent == Intent::broadcast;
  if (verb && !open_end && draw.chance(0.1)) sample.text += draw.one_of(kAfter);
  if (draw.chance(0.7)) {
    lower_ascii(sample.text);
    return;
  }
  if (draw.chance(0.5)) {
    char& first = sample.text[0];
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 32);
    if (!open_end || draw.chance(0.5))
      sample.text += is_question_sample(sample) ? "?" : draw.chance(0.7) ? "." : "";
  }
}

void vary_korean(Sample& sample, Draw& draw) {
  static constexpr std::array<std::string_view, 12> kNouns = {
      "설정", "변경", "작동", "종료", "해제", "실행", "시작", "증가", "감소", "활성화", "잠금 해제", "상태"};
  static constexpr std::array<std::string_view, 4> kDoIt = {" 해줘", "해줘", " 해주세요", "해"};
  static constexpr std::array<std::string_view, 12> kVerbs = {
      "켜", "꺼", "열어", "닫아", "올려", "내려", "맞춰", "잠가", "담아", "추가해", "쳐", "걷어"};
  static constexpr std::array<std::string_view, 6> kPolite = {"줘",   "주세요", " 주세요",
                                                              "줄래", "라",     " 줘요"};
  const bool question = is_question_sample(sample);
  const auto ends = [&](std::string_view word) { return sample.text.ends_with(word); };
  if (!question && std::ranges::any_of(kNouns, ends) && draw.chance(0.6)) sample.text += draw.one_of(kDoIt);
  if (!question && std::ranges::any_of(kVerbs, ends) && draw.chance(0.4)) sample.text += draw.one_of(kPolite);
  struct Ending {
    std::string_view plain;
    std::array<std::string_view, 5> others;
  };
  static constexpr std::array<Ending, 5> kEndings = {{
      {"있어", {"있어", "있니", "있나", "있어요", "있나요"}},
      {"됐어", {"됐어", "됐니", "됐나", "됐어요", "됐나요"}},
      {"몇 도야", {"몇 도야", "몇 도지", "몇 도예요", "몇 도인가요", "몇 도니"}},
      {"얼마야", {"얼마야", "얼마지", "얼마예요", "얼마인가요", "얼마니"}},
      {"알려줘", {"알려줘", "알려 줘", "알려주세요", "알려줄래", "알려줘요"}},
  }};
  for (const Ending& ending : kEndings)
    if (ends(ending.plain) && draw.chance(0.5)) {
      sample.text.resize(sample.text.size() - ending.plain.size());
      sample.text += draw.one_of(ending.others);
      break;
    }
  // "켜져있어" and "켜져 있어" are both written.
  for (const std::string_view pair : {"져있", "려있", "혀있", "겨있", "어있"}) {
    const size_t at = sample.text.find(pair);
    if (at != std::string::npos && draw.chance(0.6))
      replace_in_sample(sample, at + std::string_view("져").size(), at + std::string_view("져").size(), " ");
  }
  if (draw.chance(0.12)) {  // a space is lost
    std::vector<size_t> spaces;
    for (size_t i = 1; i + 1 < sample.text.size(); ++i)
      if (sample.text[i] == ' ' && !is_inside(sample, i)) spaces.push_back(i);
    if (!spaces.empty()) {
      const size_t at = draw.one_of(spaces);
      replace_in_sample(sample, at, at + 1, "");
    }
  }
  if (question && draw.chance(0.25)) sample.text += "?";
}

}  // namespace ondol::home
