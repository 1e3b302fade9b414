#include "wirecopy/tokens/tokenize.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <utility>

#include "long_document.hpp"
#include "table_assembler.hpp"

namespace wirecopy::tokens {
namespace {

/// What a thread reads at a time: its tokens should stay in the cache until they are written to their place.
constexpr std::int64_t kTaskBytes = 256 << 10;

struct Task {
    std::size_t batch;
    std::size_t first;
    std::size_t last;
};

std::vector<Task> tasks_of(std::size_t batch, std::span<const std::int64_t> offsets) {
    std::vector<Task> tasks;
    for (std::size_t first = 0; first + 1 < offsets.size();) {
        std::size_t last = first + 1;
        while (last + 1 < offsets.size() && offsets[last + 1] - offsets[first] <= kTaskBytes) ++last;
        tasks.push_back({batch, first, last});
        first = last;
    }
    return tasks;
}

}  // namespace

std::vector<TokenTable> tokenize(const documents::Corpus& corpus, const parallel::Control& control,
                                 const SegmentRules& rules) {
    const auto batches = corpus.batches();
    std::deque<TableAssembler<TokenTable>> assemblers;
    std::vector<Task> tasks;
    std::vector<std::size_t> first_task;
    for (std::size_t batch = 0; batch < batches.size(); ++batch) {
        const std::vector<Task> own = tasks_of(batch, batches[batch].offsets);
        assemblers.emplace_back(batches[batch].data.size(), own.size(), control.n_jobs == 1);
        first_task.push_back(tasks.size());
        tasks.insert(tasks.end(), own.begin(), own.end());
    }
    std::map<std::size_t, TokenTable> long_documents;
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        const std::string_view text = batches[tasks[task].batch][tasks[task].first];
        if (is_long(text.size())) long_documents[task] = tokenize_long(text, rules, control);
    }
    // Tasks are taken in order, whichever threads take them, so that few tables wait for those before them.
    std::atomic<std::size_t> next = 0;
    parallel::for_each(tasks.size(), control, [&](std::size_t) {
        const std::size_t number = next.fetch_add(1, std::memory_order_relaxed);
        const Task& task = tasks[number];
        thread_local Tokenizer tokenizer;
        tokenizer.follow(rules);
        assemblers[task.batch].add(number - first_task[task.batch], [&](TokenTable& table) {
            if (const auto made = long_documents.find(number); made != long_documents.end()) {
                if (table.documents() > 0) {
                    table.append(made->second);
                } else {
                    table = std::move(made->second);
                }
                return;
            }
            for (std::size_t row = task.first; row < task.last; ++row) tokenizer.add(batches[task.batch][row], table);
        });
    });
    std::vector<TokenTable> tables;
    for (TableAssembler<TokenTable>& assembler : assemblers) tables.push_back(std::move(assembler).finish());
    return tables;
}

TokenTable tokenize(const documents::Batch& batch, const SegmentRules& rules) {
    thread_local Tokenizer tokenizer;
    tokenizer.follow(rules);
    TableAssembler<TokenTable> assembler(batch.data.size(), 1, true);
    assembler.add(0, [&](TokenTable& table) {
        for (std::size_t row = 0; row < batch.size(); ++row) tokenizer.add(batch[row], table);
    });
    return std::move(assembler).finish();
}

TokenTable token_table(const documents::Batch& batch, std::span<const std::uint64_t> document_begin,
                       std::span<const ByteSpan> spans, const SegmentRules& rules) {
    Tokenizer tokenizer(rules);
    TokenTable table;
    for (std::size_t row = 0; row < batch.size(); ++row) {
        const auto first = static_cast<std::size_t>(document_begin[row]);
        const auto last = static_cast<std::size_t>(document_begin[row + 1]);
        tokenizer.add(batch[row], spans.subspan(first, last - first), table);
    }
    return table;
}

}  // namespace wirecopy::tokens
