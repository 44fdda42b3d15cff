// All quantised block types. Files little-endian on disk are read in place, so the host must be
// little-endian. Safe in kernel files of any instruction set: plain structs, static functions, no standard
// C++ header.
#pragma once

#include "tensor/blocks/iq4_nl.h"
#include "tensor/blocks/iq4_xs.h"
#include "tensor/blocks/q2_k.h"
#include "tensor/blocks/q3_k.h"
#include "tensor/blocks/q4_0.h"
#include "tensor/blocks/q4_1.h"
#include "tensor/blocks/q4_k.h"
#include "tensor/blocks/q5_0.h"
#include "tensor/blocks/q5_1.h"
#include "tensor/blocks/q5_k.h"
#include "tensor/blocks/q6_k.h"
#include "tensor/blocks/q8_0.h"

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are used as they lie in the file");
