// Recursive descent over one template; see hassil_template.h.
#include "home/generate/hassil_template.h"

#include "base/try.h"

namespace ondol::home {
namespace {

constexpr size_t kMaxBytes = 16384;
constexpr int kMaxDepth = 48;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<TemplateNode> whole() {
    if (text_.size() > kMaxBytes) return wrong("expected at most " + std::to_string(kMaxBytes) + " bytes");
    ONDOL_ASSIGN(TemplateNode node, group('\0', 0));
    if (at_ < text_.size()) return wrong("expected no \"" + std::string(1, text_[at_]) + "\" here");
    return node;
  }

 private:
  Error wrong(const std::string& what) const {
    return {ErrorCode::bad_format, "byte " + std::to_string(at_) + ": " + what};
  }
  static TemplateNode of(TemplateNode::Type type) {
    TemplateNode node;
    node.type = type;
    return node;
  }

  /// Up to the closing bracket (not taken), or to the end for '\0'.
  Result<TemplateNode> group(char close, int depth) {
    if (depth > kMaxDepth)
      return wrong("expected at most " + std::to_string(kMaxDepth) + " brackets in another");
    std::vector<TemplateNode> parts;
    char separator = '\0';
    for (;;) {
      ONDOL_ASSIGN(TemplateNode part, sequence(depth));
      parts.push_back(std::move(part));
      const char next = at_ < text_.size() ? text_[at_] : '\0';
      if (next != '|' && next != ';') break;
      if (close == '\0' && next == ';') return wrong("expected \";\" only inside of ( )");
      if (separator != '\0' && separator != next)
        return wrong("expected \"|\" or \";\", not both, in one bracket");
      separator = next;
      ++at_;
    }
    if (close != '\0' && (at_ >= text_.size() || text_[at_] != close))
      return wrong(std::string("expected \"") + close + "\"");
    if (separator == '\0' && close != ']') return std::move(parts[0]);
    TemplateNode node =
        of(separator == ';' ? TemplateNode::Type::permutation : TemplateNode::Type::alternatives);
    node.parts = std::move(parts);
    return node;
  }

  Result<TemplateNode> sequence(int depth) {
    TemplateNode out = of(TemplateNode::Type::sequence);
    const auto text = [&]() -> std::string& {
      if (out.parts.empty() || out.parts.back().type != TemplateNode::Type::text)
        out.parts.push_back(of(TemplateNode::Type::text));
      return out.parts.back().text;
    };
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '|' || c == ';' || c == ')' || c == ']') break;
      if (c == '}' || c == '>') return wrong(std::string("expected no \"") + c + "\" without its opening");
      if (c == '(' || c == '[') {
        ++at_;
        ONDOL_ASSIGN(TemplateNode inner, group(c == '(' ? ')' : ']', depth + 1));
        ++at_;
        if (c == '[') {
          TemplateNode optional = of(TemplateNode::Type::optional);
          if (inner.type == TemplateNode::Type::alternatives)
            optional.parts = std::move(inner.parts);
          else
            optional.parts.push_back(std::move(inner));
          inner = std::move(optional);
        }
        out.parts.push_back(std::move(inner));
      } else if (c == '<' || c == '{') {
        ONDOL_ASSIGN(TemplateNode reference, reference_to(c == '<' ? '>' : '}'));
        out.parts.push_back(std::move(reference));
      } else if (c == '\\') {
        if (++at_ >= text_.size()) return wrong("expected a character after \"\\\"");
        text() += text_[at_++];
      } else {
        text() += text_[at_++];
      }
    }
    return out;
  }

  Result<TemplateNode> reference_to(char close) {
    const size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != close) {
      if (std::string_view("<>{}[]()|;\\").find(text_[at_]) != std::string_view::npos)
        return wrong(std::string("expected a name and \"") + close + "\"");
      ++at_;
    }
    if (at_ >= text_.size()) return wrong(std::string("expected \"") + close + "\"");
    TemplateNode node = of(close == '>' ? TemplateNode::Type::rule : TemplateNode::Type::list);
    node.text = std::string(text_.substr(begin, at_ - begin));
    if (const size_t colon = node.text.find(':'); close == '}' && colon != std::string::npos) {
      node.slot = node.text.substr(colon + 1);
      node.text.resize(colon);
    } else {
      node.slot = node.text;
    }
    if (node.text.empty() || node.slot.empty()) return wrong("expected a name");
    ++at_;
    return node;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

Result<TemplateNode> parse_template(std::string_view text) { return Parser(text).whole(); }

}  // namespace ondol::home
