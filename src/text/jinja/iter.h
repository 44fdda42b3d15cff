// Stepping through values, lazily as Python does.
#pragma once

#include "text/jinja/runtime.h"

namespace ondol::jinja {

/// iter(x): an iterator, or missing after a failure (not iterable).
Value iterate(Runtime& rt, const Value& v);
/// Whether iter(x) would work.
bool is_iterable(const Value& v);
/// next(it): false at the end and on failure.
bool iter_next(Runtime& rt, const Value& iterator, Value& out);
/// list(x) appended to out; false on failure.
bool collect(Runtime& rt, const Value& v, Values& out);
/// reversed(x), or missing without failure when x has no such thing.
Value iterate_reversed(Runtime& rt, const Value& v);
/// dict.items(), keys(), values() element i.
Value view_item(Runtime& rt, const DictObj& dict, ViewKind view, size_t i);

}  // namespace ondol::jinja
