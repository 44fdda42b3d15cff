// Figures as a person reads them. Decimal units, as on the box of a device.
#pragma once

#include <string>
#include <string_view>

namespace ondol::fit {

std::string size_words(double bytes);               ///< "1.9 GB", "12 MB"
std::string time_words(double ms);                  ///< "180 ms", "2.1 s", "4 min"
std::string number_words(double value);             ///< two or three figures: "0.85", "12", "1540"
std::string energy_words(double wh);                ///< "0.4 Wh", "25 mWh"
std::string joule_words(double joules);             ///< "2.1 J", "85 mJ"
std::string language_words(std::string_view code);  ///< "Korean" for "ko"; the code where it is not known

}  // namespace ondol::fit
