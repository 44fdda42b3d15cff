// Strings, keys and dictionaries: the parts of the values that need code.
#include "text/jinja/value.h"

#include <cmath>

#include "text/jinja/unicode.h"

namespace ondol::jinja {

StringObj::StringObj(std::string s, bool is_markup)
    : Obj(Kind::string), text(std::move(s)), n_chars(utf8_count(text)), markup(is_markup) {}

bool is_hashable(const Value& v) {
  switch (v.kind()) {
    case Kind::list:
    case Kind::dict:
    case Kind::dict_view:
      return false;
    case Kind::tuple:
      for (const Value& item : v.as<SequenceObj>().items) {
        // A tuple inside a tuple inside … cannot be a key here: nobody needs it, and it would recurse.
        if (item.is(Kind::tuple) || !is_hashable(item)) return false;
      }
      return true;
    default:
      return true;
  }
}

namespace {

int key_rank(const Value& v) {
  if (v.is_number()) return 1;
  if (v.is(Kind::string)) return 2;
  if (v.is(Kind::tuple)) return 3;
  return v.is(Kind::none) ? 0 : v.is_undefined() ? 4 : v.is(Kind::big) ? 5 : 6;
}

/// NaN after every other number, so that the order is total (each NaN is then the same key; nobody relies on
/// it).
int compare_numbers(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return a.as_int() < b.as_int() ? -1 : a.as_int() > b.as_int();
  const long double x = a.is_int() ? static_cast<long double>(a.as_int()) : a.as_real();
  const long double y = b.is_int() ? static_cast<long double>(b.as_int()) : b.as_real();
  if (std::isnan(x) || std::isnan(y))
    return static_cast<int>(std::isnan(x)) - static_cast<int>(std::isnan(y));
  return x < y ? -1 : x > y;
}

int compare_keys(const Value& a, const Value& b) {
  const int rank = key_rank(a);
  if (rank != key_rank(b)) return rank - key_rank(b);
  switch (rank) {
    case 1:
      return compare_numbers(a, b);
    case 2:
      return a.text().compare(b.text());
    case 3: {
      const Values& x = a.as<SequenceObj>().items;
      const Values& y = b.as<SequenceObj>().items;
      for (size_t i = 0; i < x.size() && i < y.size(); ++i) {
        const int c = compare_keys(x[i], y[i]);
        if (c != 0) return c;
      }
      return x.size() < y.size() ? -1 : x.size() > y.size();
    }
    case 5:
      return a.as<BigObj>().digits.compare(b.as<BigObj>().digits);
    case 6:
      return a.obj() < b.obj() ? -1 : a.obj() > b.obj();
    default:
      return 0;
  }
}

}  // namespace

bool KeyLess::operator()(const Value& a, const Value& b) const { return compare_keys(a, b) < 0; }

ptrdiff_t DictObj::position(const Value& key) const {
  if (index_) {
    const auto found = index_->find(key);
    return found == index_->end() ? -1 : static_cast<ptrdiff_t>(found->second);
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    if (compare_keys(entries[i].first, key) == 0) return static_cast<ptrdiff_t>(i);
  }
  return -1;
}

const Value* DictObj::find(const Value& key) const {
  const ptrdiff_t at = position(key);
  return at < 0 ? nullptr : &entries[static_cast<size_t>(at)].second;
}

const Value* DictObj::find(std::string_view key) const {
  if (index_) {
    const StringObj probe{std::string(key)};
    return find(Value::object(const_cast<StringObj*>(&probe)));
  }
  for (const auto& [name, value] : entries) {
    if (name.is(Kind::string) && name.text() == key) return &value;
  }
  return nullptr;
}

void DictObj::set(const Value& key, Value value) {
  const ptrdiff_t at = position(key);
  if (at >= 0) {
    entries[static_cast<size_t>(at)].second = std::move(value);
    return;
  }
  entries.emplace_back(key, std::move(value));
  if (index_) {
    index_->emplace(key, entries.size() - 1);
  } else if (entries.size() >= kIndexFrom) {
    index_ = std::make_unique<std::map<Value, size_t, KeyLess>>();
    for (size_t i = 0; i < entries.size(); ++i) index_->emplace(entries[i].first, i);
  }
}

}  // namespace ondol::jinja
