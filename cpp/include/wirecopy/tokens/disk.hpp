#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace wirecopy::tokens {

/// What was to lie on disk finds no place there; the message says which folder, and what to do.
class DiskError : public std::runtime_error {
  public:
    /// `error`: as in <cerrno>.
    DiskError(int error, const std::string& message, std::filesystem::path folder);

    int error() const { return error_; }
    const std::filesystem::path& folder() const { return folder_; }

  private:
    int error_;
    std::filesystem::path folder_;
};

/// The folder for what is to lie on disk: the one that TMPDIR names, else /tmp, or /var/tmp where /tmp is held in
/// memory. Throws DiskError where it is not there or is held in memory.
std::filesystem::path disk_folder();

/// A file in `disk_folder` that has no name and is gone when it is closed.
class DiskFile {
  public:
    /// Throws DiskError where there cannot be one.
    static DiskFile make();
    explicit DiskFile(int descriptor) : descriptor_(descriptor) {}

    /// Makes room for so many bytes in all: what is not there when it is written to would end the process. Throws
    /// DiskError where there is no room.
    void reserve(std::size_t bytes) const;
    /// Leaves room for no more than so many bytes, where the file system can.
    void cut(std::size_t bytes) const;
    int descriptor() const { return descriptor_; }
    void close() const;

  private:
    int descriptor_;
};

}  // namespace wirecopy::tokens
