// The C interface over the C++ one: owns nothing but the handles, turns Result into codes.
#include <algorithm>
#include <new>
#include <string>

#include "ondol/ondol.h"
#include "ondol/session.h"

#ifndef ONDOL_VERSION
#error "ONDOL_VERSION comes from room.cmake"
#endif

struct ondol_engine {
  std::shared_ptr<ondol::Engine> engine;
};
struct ondol_model {
  std::shared_ptr<ondol::Model> model;
};
struct ondol_session {
  std::shared_ptr<ondol::Model> model;
  std::unique_ptr<ondol::Session> session;
};

namespace {

thread_local std::string last_error;

int fail(const ondol::Error& error) {
  last_error = error.message;
  switch (error.code) {
    case ondol::ErrorCode::invalid_argument:
      return ONDOL_INVALID_ARGUMENT;
    case ondol::ErrorCode::not_found:
      return ONDOL_NOT_FOUND;
    case ondol::ErrorCode::io:
      return ONDOL_IO;
    case ondol::ErrorCode::bad_format:
      return ONDOL_BAD_FORMAT;
    case ondol::ErrorCode::unsupported:
      return ONDOL_UNSUPPORTED;
    case ondol::ErrorCode::over_budget:
      return ONDOL_OVER_BUDGET;
    case ondol::ErrorCode::cancelled:
      return ONDOL_CANCELLED;
    case ondol::ErrorCode::internal:
      break;
  }
  return ONDOL_INTERNAL;
}

int refuse(const char* what) { return fail({ondol::ErrorCode::invalid_argument, what}); }

// Nothing may unwind into C; what is left to throw here is the allocator.
template <class Fn>
int guarded(Fn&& fn) {
  try {
    return fn();
  } catch (const std::bad_alloc&) {
    return fail({ondol::ErrorCode::over_budget, "out of memory"});
  } catch (...) {
    return fail({ondol::ErrorCode::internal, "unexpected exception"});
  }
}

}  // namespace

extern "C" {

const char* ondol_last_error(void) { return last_error.c_str(); }
const char* ondol_version(void) { return ONDOL_VERSION; }

int ondol_engine_create(int n_threads, ondol_engine** out) {
  return guarded([&] {
    if (out == nullptr) return refuse("ondol_engine_create: out is NULL");
    auto engine = ondol::Engine::create({.n_threads = n_threads, .target = {}});
    if (!engine.ok()) return fail(engine.error());
    *out = new ondol_engine{std::move(*engine)};
    return 0;
  });
}

void ondol_engine_free(ondol_engine* engine) { delete engine; }

int ondol_model_load(ondol_engine* engine, const char* path, const ondol_model_options* options,
                     ondol_model** out) {
  return guarded([&] {
    if (engine == nullptr || path == nullptr || out == nullptr)
      return refuse("ondol_model_load: an argument is NULL");
    ondol::ModelOptions o;
    if (options != nullptr) {
      o.memory_budget_bytes = options->memory_budget_bytes;
      o.n_ctx = options->n_ctx;
      o.n_sessions = options->n_sessions == 0 ? 1 : options->n_sessions;
      o.kv = options->kv_q8_0 != 0 ? ondol::KvCacheType::q8_0 : ondol::KvCacheType::f16;
    }
    auto model = ondol::Model::load(engine->engine, path, o);
    if (!model.ok()) return fail(model.error());
    *out = new ondol_model{std::move(*model)};
    return 0;
  });
}

void ondol_model_free(ondol_model* model) { delete model; }
int64_t ondol_model_n_vocab(const ondol_model* model) { return model->model->info().n_vocab; }
int64_t ondol_model_n_ctx(const ondol_model* model) { return model->model->plan().n_ctx; }

int ondol_tokenize(const ondol_model* model, const char* text, size_t text_bytes, int add_special,
                   int parse_special, int32_t* ids, size_t capacity, size_t* n) {
  return guarded([&] {
    if (model == nullptr || n == nullptr || (text == nullptr && text_bytes > 0) ||
        (ids == nullptr && capacity > 0))
      return refuse("ondol_tokenize: an argument is NULL");
    auto tokens = model->model->tokenize({text, text_bytes}, add_special != 0, parse_special != 0);
    if (!tokens.ok()) return fail(tokens.error());
    *n = tokens->size();
    std::copy_n(tokens->begin(), std::min(capacity, tokens->size()), ids);
    return 0;
  });
}

int ondol_session_open(ondol_model* model, ondol_session** out) {
  return guarded([&] {
    if (model == nullptr || out == nullptr) return refuse("ondol_session_open: an argument is NULL");
    auto session = ondol::Session::open(model->model);
    if (!session.ok()) return fail(session.error());
    *out = new ondol_session{model->model, std::move(*session)};
    return 0;
  });
}

void ondol_session_free(ondol_session* session) { delete session; }

void ondol_generate_defaults(ondol_generate_options* options) {
  const ondol::SamplingParams p;
  *options = {128, p.temperature, p.top_k, p.top_p, p.min_p, p.repetition_penalty, p.seed};
}

int ondol_generate(ondol_session* session, const char* prompt, size_t prompt_bytes, int chat,
                   const ondol_generate_options* options, ondol_text_callback callback, void* user) {
  return guarded([&] {
    if (session == nullptr || (prompt == nullptr && prompt_bytes > 0))
      return refuse("ondol_generate: an argument is NULL");
    ondol_generate_options o;
    ondol_generate_defaults(&o);
    if (options != nullptr) o = *options;
    ondol::GenerateOptions g;
    g.max_tokens = o.max_tokens;
    g.sampling.temperature = o.temperature;
    g.sampling.top_k = o.top_k;
    g.sampling.top_p = o.top_p;
    g.sampling.min_p = o.min_p;
    g.sampling.repetition_penalty = o.repetition_penalty;
    g.sampling.seed = o.seed;
    if (callback != nullptr)
      g.on_token = [&](const ondol::TokenEvent& event) {
        return event.text.empty() || callback(user, event.text.data(), event.text.size()) != 0;
      };
    std::string text(prompt, prompt_bytes);
    if (chat != 0) {
      const ondol::ChatTurn turn{"user", text};
      auto rendered = session->model->render_chat({&turn, 1});
      if (!rendered.ok()) return fail(rendered.error());
      text = std::move(*rendered);
    }
    const bool add_special = chat == 0 && session->session->n_past() == 0;
    auto tokens = session->model->tokenize(text, add_special, chat != 0);
    if (!tokens.ok()) return fail(tokens.error());
    auto generation = session->session->generate(*tokens, g);
    return generation.ok() ? 0 : fail(generation.error());
  });
}

void ondol_cancel(ondol_session* session) { session->session->cancel(); }
void ondol_session_reset(ondol_session* session) { session->session->truncate(0); }

}  // extern "C"
