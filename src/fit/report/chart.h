// A picture of a plan: quality against speed, each model a disc whose area is its memory, the limits as
// lines.
#pragma once

#include <string>

#include "fit/plan/verdict.h"

namespace ondol::fit {

/// An SVG document that stands alone.
std::string chart_svg(const DeviceProfile& device, const TaskProfile& task, const Plan& plan);

/// &, <, > and quotes as XML and HTML want them.
std::string xml_text(std::string_view text);

}  // namespace ondol::fit
