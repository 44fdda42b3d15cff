// Open MPI's handles are addresses of objects that its library exports (ompi_mpi_comm_world and the like),
// its functions those of the MPI standard: both can be had by name, without its headers. Other MPIs use
// integers as handles; started by them, OMPI_COMM_WORLD_SIZE is not set.
#include "train/open_mpi.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/try.h"

namespace ondol::train {
namespace {

constexpr const char* kLibrary = "libmpi.so.40";
constexpr int64_t kMostAtOnce = 1 << 24;  // counts are int

struct Functions {
  int (*init)(int*, char***) = nullptr;
  int (*finalize)() = nullptr;
  int (*abort)(void*, int) = nullptr;
  int (*rank)(void*, int*) = nullptr;
  int (*size)(void*, int*) = nullptr;
  int (*reduce)(const void*, void*, int, void*, void*, int, void*) = nullptr;
  int (*broadcast)(void*, int, void*, int, void*) = nullptr;
  void *world = nullptr, *f32 = nullptr, *f64 = nullptr, *plus = nullptr,
       *in_place = reinterpret_cast<void*>(1);
};

template <class T>
bool find(void* library, const char* name, T& out) {
  void* symbol = dlsym(library, name);
  out = reinterpret_cast<T>(symbol);
  return symbol != nullptr;
}

bool find_all(void* library, Functions& f) {
  return find(library, "MPI_Init", f.init) && find(library, "MPI_Finalize", f.finalize) &&
         find(library, "MPI_Abort", f.abort) && find(library, "MPI_Comm_rank", f.rank) &&
         find(library, "MPI_Comm_size", f.size) && find(library, "MPI_Reduce", f.reduce) &&
         find(library, "MPI_Bcast", f.broadcast) && find(library, "ompi_mpi_comm_world", f.world) &&
         find(library, "ompi_mpi_float", f.f32) && find(library, "ompi_mpi_double", f.f64) &&
         find(library, "ompi_mpi_op_sum", f.plus);
}

class OpenMpi final : public MpiCommunicator {
 public:
  explicit OpenMpi(const Functions& f) : f_(f) {
    f_.init(nullptr, nullptr);
    f_.rank(f_.world, &rank_);
    f_.size(f_.world, &size_);
  }
  ~OpenMpi() override {
    if (!left_) f_.abort(f_.world, 1);
  }
  int rank() const override { return rank_; }
  int size() const override { return size_; }
  void sum(float* values, int64_t n) override { sum_all(values, n, f_.f32); }
  void sum(double* values, int64_t n) override { sum_all(values, n, f_.f64); }
  void leave() override {
    left_ = true;
    f_.finalize();
  }

 private:
  /// To process 0 and from there to all: an all-reduce may sum in another order in each process.
  template <class T>
  void sum_all(T* values, int64_t n, void* type) {
    for (int64_t at = 0; at < n; at += kMostAtOnce) {
      const int count = static_cast<int>(std::min(kMostAtOnce, n - at));
      const void* from = rank_ == 0 ? f_.in_place : values + at;
      f_.reduce(from, rank_ == 0 ? values + at : nullptr, count, type, f_.plus, 0, f_.world);
      f_.broadcast(values + at, count, type, 0, f_.world);
    }
  }

  Functions f_;
  int rank_ = 0, size_ = 1;
  bool left_ = false;
};

}  // namespace

Result<std::unique_ptr<MpiCommunicator>> join_open_mpi() {
  const char* size = std::getenv("OMPI_COMM_WORLD_SIZE");
  if (size == nullptr || std::string(size) == "1") return std::unique_ptr<MpiCommunicator>();
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_GLOBAL);  // its plug-ins look for its symbols
  Functions functions;
  if (library == nullptr || !find_all(library, functions))
    return Error{ErrorCode::unsupported,
                 std::string(kLibrary) + ": started by mpirun, but Open MPI's library " +
                     (library == nullptr ? "is not there" : "lacks what Ondol calls") +
                     "; install libopenmpi3"};
  return std::unique_ptr<MpiCommunicator>(new OpenMpi(functions));
}

}  // namespace ondol::train
