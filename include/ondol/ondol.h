/* The C interface: load a model, open a session, generate. Every call that can fail returns 0 on success and
 * otherwise a code below, with one line for a person in ondol_last_error() of the calling thread.
 * Handles are freed in the order session, model, engine; a NULL handle is freed as nothing. */
#ifndef ONDOL_H
#define ONDOL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ondol_engine ondol_engine;
typedef struct ondol_model ondol_model;
typedef struct ondol_session ondol_session;

enum ondol_code {
  ONDOL_OK = 0,
  ONDOL_INVALID_ARGUMENT = 1,
  ONDOL_NOT_FOUND = 2,
  ONDOL_IO = 3,
  ONDOL_BAD_FORMAT = 4,
  ONDOL_UNSUPPORTED = 5,
  ONDOL_OVER_BUDGET = 6,
  ONDOL_CANCELLED = 7,
  ONDOL_INTERNAL = 8
};

/* The message of this thread's last failed call; never NULL. Valid until its next failed call. */
const char* ondol_last_error(void);
const char* ondol_version(void);

/* n_threads: 0 = all CPUs this process may use. */
int ondol_engine_create(int n_threads, ondol_engine** out);
void ondol_engine_free(ondol_engine* engine);

typedef struct ondol_model_options {
  uint64_t memory_budget_bytes; /* 0 = the limits of the process (control groups, RLIMIT_AS) alone */
  int64_t n_ctx;                /* 0 = chosen from the model and the budget */
  int n_sessions;               /* 0 = 1 */
  int kv_q8_0;                  /* 0 = f16 cache, 1 = q8_0 */
} ondol_model_options;

/* options may be NULL. */
int ondol_model_load(ondol_engine* engine, const char* path, const ondol_model_options* options,
                     ondol_model** out);
void ondol_model_free(ondol_model* model);
int64_t ondol_model_n_vocab(const ondol_model* model);
int64_t ondol_model_n_ctx(const ondol_model* model);

/* Writes up to capacity ids and sets *n to how many there are (which may be more). */
int ondol_tokenize(const ondol_model* model, const char* text, size_t text_bytes, int add_special,
                   int parse_special, int32_t* ids, size_t capacity, size_t* n);

int ondol_session_open(ondol_model* model, ondol_session** out);
void ondol_session_free(ondol_session* session);

typedef struct ondol_generate_options {
  int64_t max_tokens;       /* -1 = until the model stops or the context is full */
  float temperature;        /* 0 = greedy */
  int32_t top_k;            /* 0 = off */
  float top_p;              /* 1 = off */
  float min_p;              /* 0 = off */
  float repetition_penalty; /* 1 = off */
  uint64_t seed;
} ondol_generate_options;

/* Fills in the defaults. */
void ondol_generate_defaults(ondol_generate_options* options);

/* text: whole UTF-8 characters, not zero-terminated. Return 0 to stop the answer. */
typedef int (*ondol_text_callback)(void* user, const char* text, size_t text_bytes);

/* Appends the prompt to the session's context and generates; chat = 1 sends it as one user turn through the
 * model's chat template, 0 as raw text. options and callback may be NULL. */
int ondol_generate(ondol_session* session, const char* prompt, size_t prompt_bytes, int chat,
                   const ondol_generate_options* options, ondol_text_callback callback, void* user);
/* From any thread: the running ondol_generate returns within one token. */
void ondol_cancel(ondol_session* session);
/* Forgets the context. */
void ondol_session_reset(ondol_session* session);

#ifdef __cplusplus
}
#endif
#endif
