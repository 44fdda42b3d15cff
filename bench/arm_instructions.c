// A plugin for qemu-user that counts what an AArch64 program executes, by what in-order cores can do at once
// with it:
//   vector   arithmetic of the SIMD and floating-point unit: one a cycle on Cortex-A53 and A55
//   wide     128-bit registers loaded or stored: two cycles each there, with nothing beside
//   rest     everything else: addresses, branches, narrow loads; goes beside a vector instruction where order
//   allows it
// Use: qemu-aarch64 -plugin libarm_instructions.so,out=FILE PROGRAM. Counts of several threads may lose some
// to each other.
//
// Debian does not package qemu's header, so the part of its plugin interface (version 1) that is called is
// declared here.
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SHOWN __attribute__((visibility("default")))

typedef uint64_t PluginId;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { kInlineAdd = 0 };

void qemu_plugin_register_vcpu_tb_trans_cb(PluginId id, void (*translated)(PluginId, struct qemu_plugin_tb*));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb* block, int op, void* counter,
                                              uint64_t addend);
void qemu_plugin_register_atexit_cb(PluginId id, void (*at_exit)(PluginId, void*), void* data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb* block, size_t index);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn* instruction);

SHOWN int qemu_plugin_version = 1;

static uint64_t n_all, n_vector, n_wide, n_rest;
static char out_path[4096];

static uint32_t bits(uint32_t word, int low, int n) { return word >> low & ((1u << n) - 1); }

// Arm ARM (DDI 0487), C4.1: the encoding of A64 by its bits 28 to 25.
static bool is_vector(uint32_t word) { return bits(word, 25, 3) == 7; }

// 128-bit registers that a load or store moves; 0 for everything else.
static unsigned wide_registers(uint32_t word) {
  const bool memory = bits(word, 27, 1) == 1 && bits(word, 25, 1) == 0, simd = bits(word, 26, 1) == 1;
  if (!memory || !simd) return 0;
  const uint32_t form = bits(word, 27, 3), top = bits(word, 30, 2);
  if (form == 7) return top == 0 && bits(word, 23, 1) == 1 ? 1 : 0;     // LDR, STR, LDUR, STUR of Q
  if (form == 5) return top == 2 ? 2 : 0;                               // LDP, STP of Q
  if (form == 3) return top == 2 ? 1 : 0;                               // LDR of Q beside the code
  if (form == 1 && bits(word, 30, 1) == 1 && bits(word, 24, 1) == 0) {  // LD1 to LD4, ST1 to ST4
    switch (bits(word, 12, 4)) {
      case 7:
        return 1;
      case 8:
      case 10:
        return 2;
      case 4:
      case 6:
        return 3;
      default:
        return 4;
    }
  }
  return 0;
}

static void translated(PluginId id, struct qemu_plugin_tb* block) {
  (void)id;
  uint64_t vector = 0, wide = 0, rest = 0;
  const size_t n = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < n; ++i) {
    uint32_t word = 0;
    memcpy(&word, qemu_plugin_insn_data(qemu_plugin_tb_get_insn(block, i)), sizeof word);
    const unsigned registers = wide_registers(word);
    vector += is_vector(word) ? 1 : 0;
    wide += registers;
    rest += registers == 0 && !is_vector(word) ? 1 : 0;
  }
  qemu_plugin_register_vcpu_tb_exec_inline(block, kInlineAdd, &n_all, n);
  if (vector > 0) qemu_plugin_register_vcpu_tb_exec_inline(block, kInlineAdd, &n_vector, vector);
  if (wide > 0) qemu_plugin_register_vcpu_tb_exec_inline(block, kInlineAdd, &n_wide, wide);
  if (rest > 0) qemu_plugin_register_vcpu_tb_exec_inline(block, kInlineAdd, &n_rest, rest);
}

static void at_exit(PluginId id, void* data) {
  (void)id;
  (void)data;
  FILE* out = fopen(out_path, "w");
  if (out == NULL) return;
  fprintf(out, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", n_all, n_vector, n_wide, n_rest);
  fclose(out);
}

SHOWN int qemu_plugin_install(PluginId id, const void* info, int n_arguments, char** arguments) {
  (void)info;
  for (int i = 0; i < n_arguments; ++i)
    if (strncmp(arguments[i], "out=", 4) == 0) snprintf(out_path, sizeof out_path, "%s", arguments[i] + 4);
  if (out_path[0] == '\0') return 1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, at_exit, NULL);
  return 0;
}
