#include "wirecopy/tokens/disk.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#ifdef __linux__
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>
#endif

namespace wirecopy::tokens {

namespace fs = std::filesystem;

namespace {

const char* remedy(int error) {
    return error == EMFILE || error == ENFILE ? "allow more open files (ulimit -n), or more memory"
                                              : "name another folder in TMPDIR, or allow more memory";
}

}  // namespace

DiskError::DiskError(int error, const std::string& message, fs::path folder)
    : std::runtime_error(message + " (" + std::generic_category().message(error) + "): " + remedy(error)),
      error_(error),
      folder_(std::move(folder)) {}

#ifdef __linux__

namespace {

bool is_in_memory(const fs::path& folder) {
    struct statfs about = {};
    if (statfs(folder.c_str(), &about) != 0) return false;
    // Its width and sign are those of the machine; the numbers have 32 bits.
    const auto type = static_cast<std::uint32_t>(about.f_type);
    return type == TMPFS_MAGIC || type == std::uint32_t{RAMFS_MAGIC};
}

/// Whether the user has said where temporary files lie.
bool is_chosen() {
    constexpr std::array kNames = {"TMPDIR", "TMP", "TEMP", "TEMPDIR"};  // those that the standard library asks
    for (const char* name : kNames) {
        if (std::getenv(name) != nullptr) return true;
    }
    return false;
}

}  // namespace

fs::path disk_folder() {
    std::error_code error;
    const fs::path folder = fs::temp_directory_path(error);
    if (error) throw DiskError(error.value(), "the folder for temporary files is not there", folder);
    if (!is_in_memory(folder)) return folder;
    const fs::path other = "/var/tmp";
    if (!is_chosen() && fs::is_directory(other, error) && !is_in_memory(other)) return other;
    throw DiskError(EINVAL, "the folder for temporary files is held in memory", folder);
}

DiskFile DiskFile::make() {
    const fs::path folder = disk_folder();
    std::string path = (folder / "wirecopy-XXXXXX").string();
    const int descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0) throw DiskError(errno, "no temporary file can be made", folder);
    unlink(path.c_str());
    return DiskFile(descriptor);
}

void DiskFile::reserve(std::size_t bytes) const {
    int error = EINTR;
    while (error == EINTR) error = posix_fallocate(descriptor_, 0, static_cast<off_t>(bytes));
    if (error != 0) {
        throw DiskError(error, std::to_string(bytes) + " bytes cannot be had in a temporary file", disk_folder());
    }
}

void DiskFile::cut(std::size_t bytes) const {
    [[maybe_unused]] const int kept_if_not = ftruncate(descriptor_, static_cast<off_t>(bytes));
}

void DiskFile::close() const {
    ::close(descriptor_);
}

#else

fs::path disk_folder() {
    return fs::temp_directory_path();
}

#endif

}  // namespace wirecopy::tokens
