// The filter table: name, function, parameters after the value (see Builtin::params).
#include "text/jinja/filters.h"

namespace ondol::jinja {

namespace {

/// Known, but not here: random by nature, or a formatter that no chat template uses.
Value refused(Runtime& rt, const Value&, Args&) {
  return rt.fail(ErrorCode::unsupported, "this filter is not supported");
}

constexpr Builtin kFilters[] = {
    {"abs", filter_abs},
    {"attr", filter_attr, "name"},
    {"batch", filter_batch, "linecount =fill_with"},
    {"capitalize", filter_capitalize},
    {"center", filter_center, "=width"},
    {"count", filter_length},
    {"d", filter_default, "=default_value boolean"},
    {"default", filter_default, "=default_value boolean"},
    {"dictsort", filter_dictsort, "=case_sensitive by reverse"},
    {"e", filter_escape},
    {"escape", filter_escape},
    {"filesizeformat", filter_filesizeformat, "=binary"},
    {"first", filter_first},
    {"float", filter_float, "=default"},
    {"forceescape", filter_forceescape},
    {"format", filter_format, "*"},
    {"groupby", filter_groupby, "attribute =default case_sensitive"},
    {"indent", filter_indent, "=width first blank"},
    {"int", filter_int, "=default base"},
    {"items", filter_items},
    {"join", filter_join, "=d attribute"},
    {"last", filter_last},
    {"length", filter_length},
    {"list", filter_list},
    {"lower", filter_lower},
    {"map", filter_map, "*"},
    {"max", filter_max, "=case_sensitive attribute"},
    {"min", filter_min, "=case_sensitive attribute"},
    {"pprint", refused, "*"},
    {"random", refused, "*"},
    {"reject", filter_reject, "*"},
    {"rejectattr", filter_rejectattr, "*"},
    {"replace", filter_replace, "old new =count"},
    {"reverse", filter_reverse},
    {"round", filter_round, "=precision method"},
    {"safe", filter_safe},
    {"select", filter_select, "*"},
    {"selectattr", filter_selectattr, "*"},
    {"slice", filter_slice, "slices =fill_with"},
    {"sort", filter_sort, "=reverse case_sensitive attribute"},
    {"string", filter_string},
    {"striptags", filter_striptags},
    {"sum", filter_sum, "=attribute start"},
    {"title", filter_title},
    {"tojson", filter_tojson, "=ensure_ascii indent separators sort_keys"},
    {"trim", filter_trim, "=chars"},
    {"truncate", filter_truncate, "=length killwords end leeway"},
    {"unique", filter_unique, "=case_sensitive attribute"},
    {"upper", filter_upper},
    {"urlencode", filter_urlencode},
    {"urlize", refused, "*"},
    {"wordcount", filter_wordcount},
    {"wordwrap", refused, "*"},
    {"xmlattr", filter_xmlattr, "=autospace"},
};

}  // namespace

const Builtin* find_filter(std::string_view name) { return find_row(kFilters, name); }

}  // namespace ondol::jinja
