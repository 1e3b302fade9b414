#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace wirecopy::testing {

/// A file of evaluation data beside the project; nothing, with a message, where the data is not there.
std::optional<std::string> shared_data(const std::filesystem::path& name);

}  // namespace wirecopy::testing
