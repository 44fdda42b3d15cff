// Decides where every variable of a template lives, as jinja2's compiler does: which names a scope owns, what
// each starts from when the scope is entered (the context, the scope around it, nothing), which macros see
// caller, kwargs and varargs. Also binds filters and tests to their table rows.
#pragma once

#include "ondol/result.h"
#include "text/jinja/ast.h"

namespace ondol::jinja {

/// Errors: bad_format with the line (an unknown filter or test outside of `if`, an assignment to loop, …).
Status resolve_scopes(Ast& ast);

}  // namespace ondol::jinja
