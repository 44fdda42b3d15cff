#!/usr/bin/env bash
# Walks the recipes of docs/howto over everything that was ever added: each quantised type, architecture, instruction
# set and command has every piece that its page asks for.
source "$(dirname "$0")/common.sh"

# has PIECE FILE PATTERN [FILE...]: a line of one of the files matches.
n=0
has() {
  local what=$1 pattern=$2
  shift 2
  n=$((n + 1))
  grep -qE -- "$pattern" "$@" || fail "$what: no line like /$pattern/ in $*"
}

# docs/howto/quant-type.md
while read -r id; do
  page="docs/howto/quant-type.md, $id"
  [[ -e src/tensor/blocks/$id.h ]] || fail "$page: no src/tensor/blocks/$id.h"
  has "$page" "blocks/$id\.h" src/tensor/blocks.h
  for table in src/tensor/dtype.cpp src/kernels/ref/matmul.cpp src/kernels/quant/quantize_row.cpp \
    src/kernels/target/common/table.h tests/kernels/weights.h; do
    has "$page" "DType::$id\b" "$table"
  done
  block=$(sed -nE 's/^struct (Block[A-Za-z0-9_]+).*/\1/p' "src/tensor/blocks/$id.h" | head -n 1)
  has "$page" "void quantize\($block&" src/kernels/quant/quant.h
  has "$page" "struct Decode<$block>" src/kernels/target/common/decode.h
done < <(grep -oE '\b(iq|q)[0-9]+_[a-z0-9]+ = ' src/tensor/dtype_id.h | sed 's/ = //')

# docs/howto/architecture.md
while read -r name; do
  page="docs/howto/architecture.md, $name"
  has "$page" "\{\"$name\"," src/models/architecture.cpp
  compgen -G "tests/golden/models/$name*" >/dev/null || fail "$page: no golden in tests/golden/models"
  has "$page" "\b$name\b" CHANGELOG.md
done < <(sed -n '/kArchitectures\[\]/,/};/p' src/models/architecture.cpp | grep -oE '"[a-z0-9]+"' | tr -d '"')
while read -r function; do
  has 'docs/howto/architecture.md' "arch::$function\b" src/models/architecture.cpp
done < <(grep -oE 'configure_[a-z0-9]+' src/models/arch/arch.h)

# docs/howto/instruction-set.md
for folder in src/kernels/target/*/; do
  isa=$(basename "$folder")
  [[ $isa != common ]] || continue
  page="docs/howto/instruction-set.md, $isa"
  git ls-files --error-unmatch "$folder" >/dev/null 2>&1 || continue # being written
  has "$page" "^ondol_kernel_target\($isa " src/kernels/room.cmake
  has "$page" "Kernels\* ${isa//-/_}_kernels\(\);" src/kernels/targets.h "$folder"/*
  has "$page" "\{\"$isa\"," src/kernels/dispatch.cpp
done

# docs/howto/command.md
while read -r variable name; do
  page="docs/howto/command.md, ondol $name"
  has "$page" "extern const Command $variable;" src/cli/all_commands.h
  has "$page" "\b$variable\b" src/cli/commands.cpp
  has "$page" "ondol $name\b" tests/cli/*.test
  has "$page" "\`$name\`" CHANGELOG.md
done < <(for file in src/cli/cmd_*.cpp; do
  sed -nE 's/^const Command (k[A-Za-z]+) = \{/\1/p; s/^    \.name = "([^"]+)",/\1/p' "$file" | paste -sd' '
done)

((n > 100)) || fail "only $n pieces looked for: the test itself is broken"
finish "$n pieces of the recipes are in place"
