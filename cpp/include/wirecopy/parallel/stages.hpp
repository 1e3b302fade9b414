#pragma once

#include <functional>
#include <string_view>

namespace wirecopy::parallel {

/// Called where a long call begins with something else, with what that is: the checkpoint counts anew from there.
using Stages = std::function<void(std::string_view name)>;

}  // namespace wirecopy::parallel
