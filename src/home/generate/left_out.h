// "Set the brightness to 50" leaves out what it is of: one labelling of it, whoever wrote the sentence.
#pragma once

#include "home/generate/sample.h"

namespace ondol::home {

/// A clause that sets what it names ("the volume", "온도") of nothing that it names refers to what was spoken
/// of.
void label_left_out(Sample& sample);

}  // namespace ondol::home
