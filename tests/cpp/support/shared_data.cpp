#include "support/shared_data.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

namespace wirecopy::testing {

std::optional<std::string> shared_data(const std::filesystem::path& name) {
    // Tests run in the project's own folder.
    const std::filesystem::path path = std::filesystem::path("..") / "shared" / "data" / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        MESSAGE("skipped: " << path.string() << " is not here");
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace wirecopy::testing
