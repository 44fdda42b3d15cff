# The house: every room of src/ and the rooms it may include (itself and base are implied).
# This table is the allow-list: CMake links by it and tests/house fails on any include outside it.
# Row: NAME "ROOM ROOM ..."
set(ONDOL_ROOMS
    base     ""
    tensor   ""
    kernels  "tensor"
    ops      "tensor kernels"
    format   "tensor"
    text     ""
    models   "tensor kernels ops format text"
    runtime  "tensor kernels ops format models text"
    home     "text runtime"
    train    "tensor kernels ops format models text"
    fetch    ""
    fit      "tensor kernels ops format models text"
    cli      "tensor kernels ops format models text runtime home train fetch fit"
)
