// Korean small talk, the first column of a CSV; see outside.h.
#include <array>

#include "base/try.h"
#include "home/fields.h"
#include "home/generate/outside.h"
#include "home/generate/outside_sample.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// One field of a CSV line, with quotes doubled inside of quotes; moves at behind the comma.
Result<std::string> csv_field(std::string_view line, size_t& at) {
  std::string out;
  if (at < line.size() && line[at] == '"') {
    for (++at; at < line.size(); ++at) {
      if (line[at] != '"') {
        out += line[at];
      } else if (at + 1 < line.size() && line[at + 1] == '"') {
        out += line[at++];
      } else {
        break;
      }
    }
    if (at >= line.size()) return Error{ErrorCode::bad_format, "expected a closing quote"};
    ++at;
  } else {
    while (at < line.size() && line[at] != ',') out += line[at++];
  }
  if (at < line.size() && line[at] != ',')
    return Error{ErrorCode::bad_format, "expected a comma after the quote"};
  if (at < line.size()) ++at;
  return out;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    if (text.find(part) != std::string_view::npos) return true;
  return false;
}

/// What a home could take for something to do.
bool may_be_for_home(std::string_view text) {
  return holds_any(
      text,
      {"불 ",      "불켜", "조명",  "전등",   "에어컨", "보일러", "난방",   "티비",   "TV",    "텔레비전",
       "음악",     "노래", "볼륨",  "소리",   "날씨",   "비 오",  "비오",   "비가",   "눈 오", "눈오",
       "눈이 오",  "온도", "습도",  "타이머", "알람",   "몇 시",  "몇시",   "며칠",   "요일",  "청소",
       "커튼",     "창문", "문 열", "문 닫",  "현관",   "가습기", "선풍기", "세탁기", "더워",  "더운",
       "덥",       "추워", "추운",  "춥",     "켜",     "꺼",     "틀어",   "일정",   "약속",  "스케줄",
       "미세먼지", "목록", "깨워",  "어두",   "시끄",   "먼지",   "빨래"});
}

bool is_greeting(std::string_view text) {
  static constexpr std::array<std::string_view, 28> kGreetings = {
      "안녕",     "안녕하세요", "안녕하십니까", "하이",       "하이루",
      "헬로",     "반가워",     "반가워요",     "반갑습니다", "고마워",
      "고마워요", "고맙습니다", "감사합니다",   "감사해요",   "땡큐",
      "잘자",     "잘 자",      "잘자요",       "굿모닝",     "굿나잇",
      "잘 지내",  "좋은 아침",  "잘 지냈어?",   "안뇽",       "새해 복 많이 받아",
      "미안해",   "고맙다",     "사랑해"};
  while (!text.empty() &&
         (text.back() == '.' || text.back() == '!' || text.back() == '~' || text.back() == ' '))
    text.remove_suffix(1);
  for (const std::string_view greeting : kGreetings)
    if (text == greeting) return true;
  return false;
}

}  // namespace

Result<std::vector<Sample>> read_chatbot_ko(std::string_view content, const std::string& path) {
  if (!utf8::is_valid(content)) return Error{ErrorCode::bad_format, path + ": expected UTF-8"};
  std::vector<Sample> samples;
  size_t line_number = 0;
  while (!content.empty()) {
    const size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    const auto at_line = [&] { return path + ":" + std::to_string(line_number); };
    size_t at = 0;
    auto question = csv_field(line, at);
    if (!question.ok()) return std::move(question).error().within(at_line());
    if (line_number == 1) {
      if (*question != "Q")
        return Error{ErrorCode::bad_format, at_line() + ": expected the heading Q,A,label"};
      continue;
    }
    if (at >= line.size())
      return Error{ErrorCode::bad_format, at_line() + ": expected question, answer and label"};
    // A yes is an answer to what the home asked.
    if (question->empty() || *question == "응" || has_control_character(*question)) continue;
    if (is_greeting(*question))
      samples.push_back(one_clause(*question, {.intent = Intent::respond}));
    else if (!may_be_for_home(*question))
      samples.push_back(one_clause(*question, {.intent = Intent::none}));
  }
  return samples;
}

}  // namespace ondol::home
