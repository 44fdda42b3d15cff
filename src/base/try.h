// Early return for Result: ONDOL_TRY(status_expr); ONDOL_ASSIGN(auto x, result_expr);
#pragma once

#include "ondol/result.h"

#define ONDOL_CONCAT_(a, b) a##b
#define ONDOL_CONCAT(a, b) ONDOL_CONCAT_(a, b)

#define ONDOL_TRY(expr)                                                                            \
  do {                                                                                             \
    if (auto ondol_status_ = (expr); !ondol_status_.ok()) return std::move(ondol_status_).error(); \
  } while (false)

#define ONDOL_ASSIGN(lhs, expr) ONDOL_ASSIGN_(ONDOL_CONCAT(ondol_result_, __LINE__), lhs, expr)
#define ONDOL_ASSIGN_(tmp, lhs, expr)           \
  auto tmp = (expr);                            \
  if (!tmp.ok()) return std::move(tmp).error(); \
  lhs = std::move(tmp).value()
