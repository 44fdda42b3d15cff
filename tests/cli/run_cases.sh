#!/usr/bin/env bash
# run_cases.sh FILE.test: runs the cases of one file against the program in $ONDOL. Lines of a case:
#   == NAME         begins a case
#   $ COMMAND       bash; several lines run as one script in the file's own empty folder; `ondol` is the program
#   < TEXT          a line of standard input (otherwise it is at its end)
#   ? N             exit status (0)
#   > REGEX         a line of stdout matches        !> REGEX    no line of stdout does
#   2> REGEX        a line of stderr matches
#   needs PATH      before the first case: the whole file is skipped where PATH is absent
#   needs_group     likewise where in_memory.sh can make no control group
#   not_emulated REASON   the case, or before the first one the whole file, is skipped under qemu-user ($ONDOL_EMULATED)
#   not_sanitized REASON  likewise in a build with sanitizers ($ONDOL_SANITIZED)
# Without saying so: a case that ends with 1 or 2 prints nothing on stdout and exactly one line, "ondol: …", on
# stderr; one that ends with 0 prints nothing on stderr; none may end by a signal.
# Known to the commands: $SRC, $SHARED, $MODELS (made by make_models.sh). HOME and ONDOL_HOME are empty folders.
set -uo pipefail

file=$(realpath "${1:?usage: run_cases.sh FILE.test}")
: "${ONDOL:?}" "${SRC:?}" "${MODELS:?}"
export SRC MODELS SHARED=${ONDOL_SHARED:-$SRC/../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home" "$work/here"
ln -s "$(realpath "$ONDOL")" "$work/bin/ondol"
export PATH=$work/bin:$PATH HOME=$work/home ONDOL_HOME=$work/home/models
unset XDG_STATE_HOME XDG_DATA_HOME
cd "$work/here" || exit 1

n_cases=0 n_failed=0
name='' script='' status=0 left_out=''
out=() not_out=() err=()

report() {
  n_failed=$((n_failed + 1))
  echo "FAILED $name: $1"
  echo "  command: ${script%$'\n'}"
  echo "  exit $got; stdout:"
  head -c 2000 "$work/out" | sed 's/^/    /'
  echo "  stderr:"
  head -c 2000 "$work/err" | sed 's/^/    /'
}

run_case() {
  [[ -n $name ]] || return 0
  if [[ -n $left_out ]]; then
    echo "skipped: $name: $left_out"
    return
  fi
  n_cases=$((n_cases + 1))
  timeout -k 5 "${CASE_TIMEOUT:-120}" bash -c "$script" <"$work/in" >"$work/out" 2>"$work/err"
  got=$?
  local pattern
  if ((got != status)); then
    report "expected exit $status"
    return
  fi
  for pattern in "${out[@]}"; do
    grep -qE -- "$pattern" "$work/out" || { report "no line of stdout matches: $pattern"; return; }
  done
  for pattern in "${not_out[@]}"; do
    ! grep -qE -- "$pattern" "$work/out" || { report "a line of stdout matches: $pattern"; return; }
  done
  for pattern in "${err[@]}"; do
    grep -qE -- "$pattern" "$work/err" || { report "no line of stderr matches: $pattern"; return; }
  done
  if ((status == 1 || status == 2)); then
    [[ $(wc -l <"$work/err") == 1 && $(head -c 7 "$work/err") == 'ondol: ' ]] ||
      { report 'expected exactly one line "ondol: …" on stderr'; return; }
    ((${#out[@]} + ${#not_out[@]})) || [[ ! -s $work/out ]] || { report 'expected nothing on stdout'; return; }
  elif ((${#err[@]} == 0)) && [[ -s $work/err ]]; then
    report 'expected nothing on stderr'
  fi
}

leave_out() {
  left_out=$1
  [[ -n $name ]] || { echo "skipped: $(basename "$file"): $left_out"; exit 77; }
}

while IFS= read -r line || [[ -n $line ]]; do
  case $line in
    '== '*)
      run_case
      name=${line#== } script='' status=0 left_out='' out=() not_out=() err=()
      : >"$work/in"
      ;;
    '$ '*) script+=${line#\$ }$'\n' ;;
    '<' | '< '*) printf '%s\n' "${line:2}" >>"$work/in" ;;
    '? '*) status=${line#\? } ;;
    '> '*) out+=("${line#> }") ;;
    '!> '*) not_out+=("${line#!> }") ;;
    '2> '*) err+=("${line#2> }") ;;
    'needs '*)
      path=$(eval "printf '%s' ${line#needs }")
      if [[ ! -e $path ]]; then
        echo "skipped: $path is absent"
        exit 77
      fi
      ;;
    'not_emulated '*) [[ -z ${ONDOL_EMULATED:-} ]] || leave_out "${line#not_emulated }" ;;
    'not_sanitized '*) [[ -z ${ONDOL_SANITIZED:-} ]] || leave_out "${line#not_sanitized }" ;;
    needs_group) bash "$SRC/tests/cli/in_memory.sh" 64 2>&1 || exit 77 ;;
    '' | '#'*) ;;
    *)
      echo "$file: what is this? $line"
      exit 1
      ;;
  esac
done <"$file"
run_case
echo "$n_cases cases, $n_failed failed"
((n_cases > 0 && n_failed == 0))
