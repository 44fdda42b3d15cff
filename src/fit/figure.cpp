#include "fit/figure.h"

#include "base/nearest.h"
#include "base/try.h"

namespace ondol::fit {
namespace {

constexpr const char* kSources[] = {"measured", "published", "estimated"};

}  // namespace

const char* source_name(FigureSource source) { return kSources[static_cast<size_t>(source)]; }

bool is_address(std::string_view text) {
  if (text.starts_with("repo:")) return text.size() > 5;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view host = text.substr(scheme.size(), text.find('/', scheme.size()) - scheme.size());
    return host.find('.') != std::string_view::npos &&
           text.find_first_of(" \t\n\"") == std::string_view::npos;
  }
  return false;
}

Result<Figure> read_figure(const TomlTable& table, std::string_view key, double min, double max) {
  if (!table.has(key))
    return table.wrong(
        key, "expected { value, source, from }, got nothing; an estimate with its reasoning will do");
  ONDOL_ASSIGN(const TomlTable figure, table.table(key));
  ONDOL_TRY(figure.allow({"value", "source", "from", "spread"}));
  Figure out;
  ONDOL_ASSIGN(out.value, figure.number("value", min, max));
  ONDOL_ASSIGN(const size_t source, figure.word("source", kSources));
  out.source = static_cast<FigureSource>(source);
  ONDOL_ASSIGN(out.from, figure.text("from"));
  // Several addresses, or an address with a remark, are welcome; none at all is a rumour.
  if (out.source == FigureSource::published && !is_address(out.from.substr(0, out.from.find(' '))))
    return figure.wrong(
        "from", "expected the address where the figure was published, got \"" + on_one_line(out.from) + "\"");
  if (figure.has("spread")) {
    if (out.source != FigureSource::measured)
      return figure.wrong("spread", "has a meaning only for a measured figure");
    ONDOL_ASSIGN(out.spread, figure.number("spread", 0, 1e6));
  }
  return out;
}

}  // namespace ondol::fit
