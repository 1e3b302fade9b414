#include "byte_trie.hpp"

#include <algorithm>
#include <cstring>

#include <third_party/darts_clone/darts.h>

namespace wirecopy::tokens {

ByteTrie::ByteTrie(std::vector<std::pair<std::string_view, std::int32_t>> keys) : ByteTrie() {
    if (keys.empty()) return;
    std::sort(keys.begin(), keys.end());
    std::vector<const char*> begins;
    std::vector<std::size_t> lengths;
    std::vector<std::int32_t> values;
    for (const auto& [key, value] : keys) {
        begins.push_back(key.data());
        lengths.push_back(key.size());
        values.push_back(value);
    }
    Darts::DoubleArray array;
    array.build(keys.size(), begins.data(), lengths.data(), values.data());
    units_.resize(array.size());
    std::memcpy(units_.data(), array.array(), array.size() * array.unit_size());
}

}  // namespace wirecopy::tokens
