// Part numbers of MIDR_EL1 as the technical reference manuals of the cores give them.
#include "fit/probe/cores.h"

namespace ondol::fit {
namespace {

struct Part {
  uint32_t implementer, part;
  const char* name;
};

constexpr uint32_t kArm = 0x41, kApple = 0x61, kQualcomm = 0x51, kAmpere = 0xc0;

constexpr Part kParts[] = {
    {kArm, 0xd01, "Cortex-A32"},        {kArm, 0xd02, "Cortex-A34"},   {kArm, 0xd03, "Cortex-A53"},
    {kArm, 0xd04, "Cortex-A35"},        {kArm, 0xd05, "Cortex-A55"},   {kArm, 0xd06, "Cortex-A65"},
    {kArm, 0xd07, "Cortex-A57"},        {kArm, 0xd08, "Cortex-A72"},   {kArm, 0xd09, "Cortex-A73"},
    {kArm, 0xd0a, "Cortex-A75"},        {kArm, 0xd0b, "Cortex-A76"},   {kArm, 0xd0c, "Neoverse-N1"},
    {kArm, 0xd0d, "Cortex-A77"},        {kArm, 0xd0e, "Cortex-A76AE"}, {kArm, 0xd40, "Neoverse-V1"},
    {kArm, 0xd41, "Cortex-A78"},        {kArm, 0xd42, "Cortex-A78AE"}, {kArm, 0xd44, "Cortex-X1"},
    {kArm, 0xd46, "Cortex-A510"},       {kArm, 0xd47, "Cortex-A710"},  {kArm, 0xd48, "Cortex-X2"},
    {kArm, 0xd49, "Neoverse-N2"},       {kArm, 0xd4b, "Cortex-A78C"},  {kArm, 0xd4d, "Cortex-A715"},
    {kArm, 0xd4e, "Cortex-X3"},         {kArm, 0xd4f, "Neoverse-V2"},  {kArm, 0xd80, "Cortex-A520"},
    {kArm, 0xd81, "Cortex-A720"},       {kArm, 0xd82, "Cortex-X4"},    {kApple, 0x022, "Apple Icestorm"},
    {kApple, 0x023, "Apple Firestorm"}, {kQualcomm, 0x001, "Oryon"},   {kAmpere, 0xac3, "Ampere-1"},
};

}  // namespace

std::string arm_core_name(uint32_t implementer, uint32_t part) {
  for (const Part& row : kParts)
    if (row.implementer == implementer && row.part == part) return row.name;
  return "";
}

}  // namespace ondol::fit
