#include "wirecopy/clusters/story_links.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>

namespace wirecopy::clusters {
namespace {

using vectors::CsrView;

constexpr std::size_t kRowsPerTask = 32;

struct Posting {
    std::uint32_t place;
    float value;
};

struct Range {
    std::size_t begin;
    std::size_t end;

    std::size_t size() const { return end - begin; }
};

/// Rows in order of time, those without one last, and equals by rank; a row is known by its place in this order.
class Timeline {
  public:
    Timeline(const CsrView& rows, Times times, const std::vector<std::uint32_t>& rank) : rows_(rows) {
        order_.resize(rows.rows());
        std::iota(order_.begin(), order_.end(), 0U);
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t x, std::uint32_t y) {
            const bool known_x = !std::isnan(times[x]);
            const bool known_y = !std::isnan(times[y]);
            if (known_x != known_y) return known_x;
            if (known_x && times[x] != times[y]) return times[x] < times[y];
            return rank[x] < rank[y];
        });
        for (const std::uint32_t row : order_) {
            rank_.push_back(rank[row]);
            if (!std::isnan(times[row])) times_.push_back(times[row]);
        }
    }

    std::size_t size() const { return order_.size(); }
    std::uint32_t rank(std::size_t place) const { return rank_[place]; }
    bool dated(std::size_t place) const { return place < times_.size(); }
    std::size_t values(std::size_t place) const { return rows_.end(order_[place]) - rows_.begin(order_[place]); }
    std::size_t column(std::size_t place, std::size_t at) const {
        return static_cast<std::size_t>(rows_.column[rows_.begin(order_[place]) + at]);
    }
    float value(std::size_t place, std::size_t at) const {
        return static_cast<float>(rows_.value[rows_.begin(order_[place]) + at]);
    }

    /// The time between two places, if it is known.
    std::optional<double> lag(std::size_t a, std::size_t b) const {
        if (!dated(a) || !dated(b)) return std::nullopt;
        return std::abs(times_[a] - times_[b]);
    }

    /// The dated places at most `reach` from a dated one.
    Range near(std::size_t place, double reach) const {
        const auto at = [&](auto found) { return static_cast<std::size_t>(found - times_.begin()); };
        return {at(std::lower_bound(times_.begin(), times_.end(), times_[place] - reach)),
                at(std::upper_bound(times_.begin(), times_.end(), times_[place] + reach))};
    }
    Range undated() const { return {times_.size(), order_.size()}; }

  private:
    CsrView rows_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> rank_;
    std::vector<double> times_;
};

/// The places of each column in order, one column after the other, each before and after a posting of no place. Columns
/// of one row have none.
class Columns {
  public:
    Columns(const CsrView& rows, const Timeline& timeline) : timeline_(timeline) {
        std::vector<std::uint32_t> count(rows.columns);
        for (const std::int32_t column : rows.column) ++count[static_cast<std::size_t>(column)];
        std::vector<std::uint64_t> next(rows.columns);
        std::uint64_t size = 1;
        for (std::size_t column = 0; column < count.size(); ++column) {
            if (count[column] < 2) continue;
            next[column] = size;
            size += count[column] + 1;
        }
        postings_.assign(size, {kNoPlace, 0});
        own_begin_.push_back(0);
        for (std::size_t place = 0; place < timeline.size(); ++place) {
            if (place == timeline.undated().begin) undated_ = next;
            for (std::size_t at = 0; at < timeline.values(place); ++at) {
                const std::size_t column = timeline.column(place, at);
                if (count[column] < 2) continue;
                own_.push_back(next[column]++);
                postings_[own_.back()] = {static_cast<std::uint32_t>(place), timeline.value(place, at)};
            }
            own_begin_.push_back(own_.size());
        }
    }

    /// Adds the products of a place's values with those of each other place in a range around it.
    void add_around(std::size_t place, const Range& range, std::vector<float>& sums) const {
        const auto add = [&](float value, const Posting& other) {
            const std::size_t at = other.place - range.begin;
            if (at >= range.size()) return false;
            sums[at] += value * other.value;
            return true;
        };
        for (std::size_t at = own_begin_[place]; at < own_begin_[place + 1]; ++at) {
            if (at + kAhead < own_.size()) __builtin_prefetch(&postings_[own_[at + kAhead]]);
            const Posting* const own = &postings_[own_[at]];
            for (const Posting* other = own - 1; add(own->value, *other);) --other;
            for (const Posting* other = own + 1; add(own->value, *other);) ++other;
        }
    }

    /// Adds the products of a place's values with those of the places without a time.
    void add_undated(std::size_t place, std::vector<float>& sums) const {
        for (std::size_t at = 0; at < timeline_.values(place); ++at) {
            const float value = timeline_.value(place, at);
            const Posting* other = &postings_[undated_[timeline_.column(place, at)]];
            for (; other->place != kNoPlace; ++other) {
                sums[other->place - timeline_.undated().begin] += value * other->value;
            }
        }
    }

  private:
    static constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t kAhead = 8;

    const Timeline& timeline_;
    std::vector<Posting> postings_;
    std::vector<std::uint64_t> own_;  ///< which postings are a place's own, from own_begin_[place] on
    std::vector<std::uint64_t> own_begin_;
    std::vector<std::uint64_t> undated_;  ///< each column's first posting without a time
};

struct Near {
    std::uint32_t place;
    float similarity;  ///< as words have it
    float decayed;
};

/// What one place found.
struct Found {
    std::vector<Near> links;
    double background = 0;
    double lags = 0;  ///< the sum of what its neighbours' similarities are multiplied with for time
    std::size_t neighbours = 0;
};

class Finder {
  public:
    Finder(const Timeline& timeline, const Columns& columns, const LinkOptions& options)
        : timeline_(timeline),
          columns_(columns),
          options_(options),
          reach_(options.decay * std::log(1 / options.least)) {}

    Found at(std::size_t place) {
        near_.clear();
        if (!timeline_.dated(place)) {
            add_around(place, {0, timeline_.size()});
        } else {
            add_around(place, timeline_.near(place, reach_));
            add_undated(place);
        }
        Found found;
        look_around(found);
        std::erase_if(near_, [&](const Near& each) { return each.decayed < options_.least; });
        keep(options_.most, [](const Near& each) { return each.decayed; });
        found.links = near_;
        std::sort(found.links.begin(), found.links.end(),
                  [](const Near& x, const Near& y) { return x.place < y.place; });
        return found;
    }

  private:
    void add_around(std::size_t place, const Range& range) {
        sums_.assign(range.size(), 0.0F);
        columns_.add_around(place, range, sums_);
        keep_similar(place, range);
    }

    void add_undated(std::size_t place) {
        const Range range = timeline_.undated();
        if (range.size() == 0) return;
        sums_.assign(range.size(), 0.0F);
        columns_.add_undated(place, sums_);
        keep_similar(place, range);
    }

    /// Keeps the places of a range whose sums are large enough.
    void keep_similar(std::size_t place, const Range& range) {
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (sums_[i] < options_.least) continue;
            const std::size_t other = range.begin + i;
            const float similarity = std::min(sums_[i], 1.0F);
            const auto lag = timeline_.lag(place, other);
            const double kept = lag ? std::exp(-*lag / options_.decay) : 1;
            near_.push_back({static_cast<std::uint32_t>(other), similarity, static_cast<float>(similarity * kept)});
        }
    }

    void look_around(Found& found) {
        std::vector<Near> all = near_;
        keep(options_.neighbours, [](const Near& each) { return each.similarity; });
        double sum = options_.usual * options_.usual_weight;
        for (const Near& each : near_) {
            sum += std::min<double>(each.similarity, options_.same_text);
            found.lags += each.decayed / each.similarity;
        }
        found.neighbours = near_.size();
        found.background = sum / (static_cast<double>(near_.size()) + options_.usual_weight);
        near_ = std::move(all);
    }

    /// Keeps the nearest, in order; of equals those of smaller rank.
    template <typename Measure>
    void keep(std::size_t most, Measure measure) {
        const auto nearer = [&](const Near& x, const Near& y) {
            if (measure(x) != measure(y)) return measure(x) > measure(y);
            return timeline_.rank(x.place) < timeline_.rank(y.place);
        };
        const auto kept = near_.begin() + static_cast<std::ptrdiff_t>(std::min(most, near_.size()));
        std::partial_sort(near_.begin(), kept, near_.end(), nearer);
        near_.erase(kept, near_.end());
    }

    const Timeline& timeline_;
    const Columns& columns_;
    const LinkOptions& options_;
    double reach_;
    std::vector<float> sums_;
    std::vector<Near> near_;
};

bool has(const std::vector<Near>& links, std::size_t place) {
    return std::binary_search(links.begin(), links.end(), Near{static_cast<std::uint32_t>(place), 0, 0},
                              [](const Near& x, const Near& y) { return x.place < y.place; });
}

/// Each pair that either of two places found, once.
similarity::Pairs pairs_of(const std::vector<Found>& found, const Timeline& timeline, double unknown, double least) {
    struct Pair {
        std::uint32_t a;
        std::uint32_t b;
        double similarity;
    };
    std::vector<Pair> pairs;
    for (std::size_t place = 0; place < found.size(); ++place) {
        for (const Near& each : found[place].links) {
            if (each.place < place && has(found[each.place].links, place)) continue;
            const bool known = timeline.dated(place) && timeline.dated(each.place);
            const double similarity = known ? each.decayed : each.similarity * unknown;
            if (similarity < least) continue;
            const auto [a, b] = std::minmax({timeline.rank(place), timeline.rank(each.place)});
            pairs.push_back({a, b, similarity});
        }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    similarity::Pairs result;
    for (const Pair& pair : pairs) {
        result.a.push_back(pair.a);
        result.b.push_back(pair.b);
        result.similarity.push_back(pair.similarity);
    }
    return result;
}

/// What a similarity is multiplied with where a time is not known: what it is for neighbours in the mean.
double for_unknown(const std::vector<Found>& found) {
    double lags = 0;
    std::size_t neighbours = 0;
    for (const Found& each : found) {
        lags += each.lags;
        neighbours += each.neighbours;
    }
    return neighbours == 0 ? 1 : lags / static_cast<double>(neighbours);
}

void check_number(std::size_t given, const char* of, std::size_t rows) {
    if (given == rows) return;
    throw std::invalid_argument(std::to_string(given) + " " + of + " for " + std::to_string(rows) + " rows");
}

}  // namespace

StoryLinks story_links(const CsrView& rows, Times times, const std::vector<std::uint32_t>& rank,
                       const LinkOptions& options, const parallel::Control& control) {
    check_number(times.size(), "times", rows.rows());
    check_number(rank.size(), "ranks", rows.rows());
    const Timeline timeline(rows, times, rank);
    const Columns columns(rows, timeline);
    std::vector<Found> found(rows.rows());
    parallel::for_each((found.size() + kRowsPerTask - 1) / kRowsPerTask, control, [&](std::size_t task) {
        Finder finder(timeline, columns, options);
        const std::size_t last = std::min(found.size(), (task + 1) * kRowsPerTask);
        for (std::size_t place = task * kRowsPerTask; place < last; ++place) found[place] = finder.at(place);
    });
    StoryLinks result;
    result.background.resize(found.size());
    for (std::size_t place = 0; place < found.size(); ++place) {
        result.background[timeline.rank(place)] = found[place].background;
    }
    result.pairs = pairs_of(found, timeline, for_unknown(found), options.least);
    return result;
}

}  // namespace wirecopy::clusters
