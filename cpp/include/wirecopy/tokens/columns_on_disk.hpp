#pragma once

namespace wirecopy::tokens {

/// While one of these lives, columns of 2 MB or more that any thread makes lie in files without a name in the folder
/// for temporary files, mapped into memory: the system holds in memory what there is room for, and the rest on disk.
/// Where the system cannot do so, they lie in memory. A column that finds no room on disk throws std::system_error.
class ColumnsOnDisk {
  public:
    ColumnsOnDisk();
    ~ColumnsOnDisk();
    ColumnsOnDisk(const ColumnsOnDisk&) = delete;
    ColumnsOnDisk& operator=(const ColumnsOnDisk&) = delete;
};

}  // namespace wirecopy::tokens
