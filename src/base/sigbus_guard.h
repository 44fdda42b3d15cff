// The registry of mappings whose SIGBUS must not end the process, and the handler that reads it.
// Used by mapped_file.cpp only. Lock-free on the reading side: a signal handler may take no lock.
#pragma once

#include <cstddef>

namespace ondol::sigbus_guard {

/// Registers [begin, begin + size); installs the handler on the first call. Returns the entry.
void* add(const void* begin, size_t size);
/// Before munmap. Nobody may read the mapping any more.
void remove(void* entry);
/// Whether a page of this mapping could not be read and was replaced by zeros.
bool lost(const void* entry);

}  // namespace ondol::sigbus_guard
