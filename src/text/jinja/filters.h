// What the filter files share. The table is in filters.cpp: one row a filter.
#pragma once

#include "text/jinja/builtin.h"

namespace ondol::jinja {

// filters_text.cpp
Value filter_capitalize(Runtime& rt, const Value& self, Args& args);
Value filter_center(Runtime& rt, const Value& self, Args& args);
Value filter_escape(Runtime& rt, const Value& self, Args& args);
Value filter_forceescape(Runtime& rt, const Value& self, Args& args);
Value filter_format(Runtime& rt, const Value& self, Args& args);
Value filter_indent(Runtime& rt, const Value& self, Args& args);
Value filter_join(Runtime& rt, const Value& self, Args& args);
Value filter_lower(Runtime& rt, const Value& self, Args& args);
Value filter_replace(Runtime& rt, const Value& self, Args& args);
Value filter_safe(Runtime& rt, const Value& self, Args& args);
Value filter_string(Runtime& rt, const Value& self, Args& args);
Value filter_title(Runtime& rt, const Value& self, Args& args);
Value filter_tojson(Runtime& rt, const Value& self, Args& args);
Value filter_trim(Runtime& rt, const Value& self, Args& args);
Value filter_truncate(Runtime& rt, const Value& self, Args& args);
Value filter_upper(Runtime& rt, const Value& self, Args& args);
Value filter_wordcount(Runtime& rt, const Value& self, Args& args);

// filters_html.cpp
Value filter_striptags(Runtime& rt, const Value& self, Args& args);
Value filter_urlencode(Runtime& rt, const Value& self, Args& args);
Value filter_xmlattr(Runtime& rt, const Value& self, Args& args);

// filters_number.cpp
Value filter_abs(Runtime& rt, const Value& self, Args& args);
Value filter_filesizeformat(Runtime& rt, const Value& self, Args& args);
Value filter_float(Runtime& rt, const Value& self, Args& args);
Value filter_int(Runtime& rt, const Value& self, Args& args);
Value filter_round(Runtime& rt, const Value& self, Args& args);
Value filter_sum(Runtime& rt, const Value& self, Args& args);

// filters_seq.cpp
Value filter_attr(Runtime& rt, const Value& self, Args& args);
Value filter_default(Runtime& rt, const Value& self, Args& args);
Value filter_dictsort(Runtime& rt, const Value& self, Args& args);
Value filter_first(Runtime& rt, const Value& self, Args& args);
Value filter_groupby(Runtime& rt, const Value& self, Args& args);
Value filter_last(Runtime& rt, const Value& self, Args& args);
Value filter_length(Runtime& rt, const Value& self, Args& args);
Value filter_list(Runtime& rt, const Value& self, Args& args);
Value filter_max(Runtime& rt, const Value& self, Args& args);
Value filter_min(Runtime& rt, const Value& self, Args& args);
Value filter_reverse(Runtime& rt, const Value& self, Args& args);
Value filter_sort(Runtime& rt, const Value& self, Args& args);

// filters_lazy.cpp
Value filter_batch(Runtime& rt, const Value& self, Args& args);
Value filter_items(Runtime& rt, const Value& self, Args& args);
Value filter_map(Runtime& rt, const Value& self, Args& args);
Value filter_reject(Runtime& rt, const Value& self, Args& args);
Value filter_rejectattr(Runtime& rt, const Value& self, Args& args);
Value filter_select(Runtime& rt, const Value& self, Args& args);
Value filter_selectattr(Runtime& rt, const Value& self, Args& args);
Value filter_slice(Runtime& rt, const Value& self, Args& args);
Value filter_unique(Runtime& rt, const Value& self, Args& args);

/// A string in lower case, anything else as it is: what filters compare by unless told to mind the case.
Value without_case(Runtime& rt, const Value& v);

}  // namespace ondol::jinja
