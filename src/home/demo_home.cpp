// The home that comes with the program: homes/family_flat.json, put into it by room.cmake.
#include <cassert>

#include "home/home.h"

extern const char* const kOndolDemoHome;

namespace ondol::home {

const Home& demo_home() {
  static const Home home = [] {
    auto read = parse_home(kOndolDemoHome, "homes/family_flat.json");
    assert(read.ok());  // a test reads it
    return read.ok() ? *std::move(read) : Home{};
  }();
  return home;
}

}  // namespace ondol::home
