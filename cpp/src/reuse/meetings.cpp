#include "wirecopy/reuse/meetings.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "wirecopy/reuse/fingerprints.hpp"
#include "wirecopy/reuse/passages.hpp"

#include "collected.hpp"
#include "comparison.hpp"
#include "known_runs.hpp"

namespace wirecopy::reuse {
namespace {

using Place = FlatWords::Place;

/// Runs of four words, of every two that follow each other one: of 40 words with a third of them edited, 97 in 100
/// times one is left.
constexpr Winnowing kEdited = {4, 2};
/// Texts that are edited copies of each other agree in more of these words, texts that are not in fewer.
constexpr std::uint32_t kBandAlike = 18;
/// As many equal words in a row are looked at whatever stands around them: short passages do not fill the band.
constexpr std::uint32_t kTellingRun = 8;

/// Fingerprints of which every run of `words` words has one.
Winnowing winnowing_of(std::uint32_t words) {
    const std::uint32_t long_enough_to_be_rare = words * 2 / 3;
    return {long_enough_to_be_rare, words - long_enough_to_be_rare + 1};
}

/// Collects the meetings of one kind of fingerprint.
class Finder {
  public:
    Finder(const FlatWords& words, const Crowds& crowds, std::uint32_t min_words, Workspace workspace,
           const parallel::Control& control)
        : words_(words),
          crowds_(crowds),
          min_words_(min_words),
          workspace_(workspace),
          control_(control),
          known_(words.size()),
          found_(parts_of(words), workspace.storage),
          crowded_(parts_of(words), workspace.storage) {}

    void exact(std::uint32_t run_words) {
        const Winnowing winnowing = winnowing_of(run_words);
        const auto add = [&](std::size_t document, std::vector<Fingerprint>& kept) {
            winnow(words_.words(document), words_.begin(document), winnowing, kept);
        };
        for_each_meeting_place(
            words_, winnowing, add,
            [&](std::size_t part, std::span<const Place> places) {
                const auto compare = [&](Place a, Place b) {
                    if (a > b) std::swap(a, b);
                    if (known_.holds(a, b)) return;
                    const SharedRun run = comparison_.run(a, b, run_words);
                    if (run.words >= run_words) {
                        const std::uint32_t before = run.is_long ? 0 : run.before;
                        known_.add(a - before, b - before, before + comparison_.words_of_meeting(a, b, run.before));
                    } else if (comparison_.alike(a, b) < kBandAlike) {
                        return;
                    }
                    meet(part, a, b, run.before);
                };
                link(places, winnowing, compare, [&](std::uint64_t run, std::span<const Carrier> carriers) {
                    if (are_copies(carriers, run_words)) return;
                    for (const Carrier& carrier : carriers) {
                        const auto word = static_cast<std::uint32_t>(carrier.place - words_.begin(carrier.document));
                        crowded_.add(part, {run, carrier.document, word});
                    }
                });
            },
            control_, workspace_);
    }

    void quoted(std::uint32_t run_words) {
        const Winnowing winnowing = winnowing_of(kQuotedWords);
        const auto add = [&](std::size_t document, std::vector<Fingerprint>& kept) {
            const Place begin = words_.begin(document);
            const auto end = static_cast<Place>(begin + words_.words(document).size());
            const auto behind = [&](Place place) {
                return static_cast<Place>(words_.same_quotation(place, place, end).second);
            };
            for (Place first = begin, last = begin; first < end; first = last) {
                for (last = behind(first); words_.quoted(first) && last < end && words_.quoted(last);) {
                    last = behind(last);
                }
                if (words_.quoted(first)) winnow({words_.at(first), last - first}, first, winnowing, kept);
            }
        };
        for_each_meeting_place(
            words_, winnowing, add,
            [&](std::size_t part, std::span<const Place> places) {
                const auto compare = [&](Place a, Place b) {
                    if (a > b) std::swap(a, b);
                    // What is longer meets as prose does, and would take as long as it is to look at.
                    if (known_.holds(a, b)) return;
                    const SharedRun run = comparison_.run(a, b, run_words);
                    if (run.words >= run_words || (!run.is_long && run.words < kQuotedWords)) return;
                    const SharedRun quoted = comparison_.quoted_run(a, b, kQuotedWords);
                    if (quoted.words >= kQuotedWords) meet(part, a, b, quoted.before);
                };
                link(places, winnowing, compare, [](std::uint64_t, std::span<const Carrier>) {});
            },
            control_, workspace_);
    }

    void edited(const Variants& variants, std::uint32_t run_words) {
        const std::vector<std::vector<WordSpan>> copies = later_copies(variants);
        const auto add = [&](std::size_t document, std::vector<Fingerprint>& kept) {
            const std::size_t before = kept.size();
            const Place begin = words_.begin(document);
            winnow(words_.words(document), begin, kEdited, kept);
            auto copy = copies[document].begin();
            const auto in_copy = [&](const Fingerprint& one) {
                const std::uint32_t word = one.place - begin;
                while (copy != copies[document].end() && copy->end < word + kEdited.words) ++copy;
                return copy != copies[document].end() && copy->begin <= word;
            };
            if (!copies[document].empty()) {
                kept.erase(std::remove_if(kept.begin() + static_cast<std::ptrdiff_t>(before), kept.end(), in_copy),
                           kept.end());
            }
        };
        for_each_meeting_place(
            words_, kEdited, add,
            [&](std::size_t part, std::span<const Place> places) {
                const auto compare = [&](Place a, Place b) {
                    if (a > b) std::swap(a, b);
                    // Most meet by chance, and where no more than four words are equal, the run is not looked at.
                    static_assert(kTellingRun > kEdited.words + 2);
                    const bool goes_on = comparison_.goes_on(a, b, kEdited.words);
                    if (!goes_on && comparison_.alike(a, b) < kBandAlike) return;
                    const SharedRun run = comparison_.run(a, b, run_words);
                    if (run.words >= run_words) return;
                    if (goes_on && run.words < kTellingRun && comparison_.alike(a, b) < kBandAlike) return;
                    // Few pairs come here: to remember is dearer than to look at a few words.
                    if (!known_.holds(a, b)) meet(part, a, b, run.before);
                };
                if (places.size() <= kCrowd) {
                    for (std::size_t y = 1; y < places.size(); ++y) {
                        for (std::size_t x = 0; x < y; ++x) compare(places[x], places[y]);
                    }
                    return;
                }
                const auto rank = [&](Place place) {
                    return std::pair(crowds_.rank(words_.document_of(place)), place);
                };
                const Place earliest = *std::min_element(places.begin(), places.end(),
                                                         [&](Place x, Place y) { return rank(x) < rank(y); });
                for (const Place place : places) {
                    if (place != earliest) compare(earliest, place);
                }
            },
            control_, workspace_);
    }

    Meetings sorted(std::uint32_t run_words) { return {found_.sorted(control_), crowded_.sorted(control_), run_words}; }

  private:
    /// Compares places that share a fingerprint: all of them, or, of a crowd, those that share the whole of a run;
    /// calls `crowded(run, carriers)` for what is a crowd still.
    template <typename Compare, typename Crowded>
    void link(std::span<const Place> places, Winnowing winnowing, Compare compare, Crowded crowded) const {
        if (places.size() <= kCrowd) {
            for (std::size_t y = 1; y < places.size(); ++y) {
                for (std::size_t x = 0; x < y; ++x) compare(places[x], places[y]);
            }
            return;
        }
        struct Run {
            std::uint64_t hash;
            Carrier carrier;
        };
        const std::uint32_t run_words = winnowing.words + winnowing.window - 1;
        thread_local std::vector<Run> runs;
        runs.clear();
        for (const Place place : places) {
            const std::uint32_t document = words_.document_of(place);
            const Place begin = words_.begin(document);
            for_each_window(words_.words(document), place - begin, winnowing, [&](std::size_t first) {
                const auto run = static_cast<Place>(begin + first);
                runs.push_back({XXH3_64bits(words_.at(run), run_words * sizeof(Word)), {document, run}});
            });
        }
        std::sort(runs.begin(), runs.end(), [](const Run& x, const Run& y) {
            return std::pair(x.hash, x.carrier.place) < std::pair(y.hash, y.carrier.place);
        });
        thread_local std::vector<Carrier> carriers;
        for (std::size_t begin = 0, end = 0; begin < runs.size(); begin = end) {
            carriers.clear();
            for (end = begin; end < runs.size() && runs[end].hash == runs[begin].hash; ++end) {
                carriers.push_back(runs[end].carrier);
            }
            crowds_.link(carriers, compare);
            if (carriers.size() > kCrowd) crowded(runs[begin].hash, carriers);
        }
    }

    /// Whether these runs stand in copies of one paragraph, which are of one family whatever else is.
    bool are_copies(std::span<const Carrier> carriers, std::uint32_t run_words) const {
        const auto paragraph = [&](const Carrier& one) { return words_.paragraph_of(one.place + run_words / 2); };
        const std::uint32_t first = paragraph(carriers.front());
        const FlatDocument document = words_[carriers.front().document];
        const std::uint32_t number = first - words_.first_paragraph(carriers.front().document);
        if (document.paragraph(number).size() < min_words_) return false;
        return std::all_of(carriers.begin(), carriers.end(), [&](const Carrier& one) {
            return words_.content_hash(paragraph(one)) == words_.content_hash(first);
        });
    }

    void meet(std::size_t part, Place a, Place b, std::uint32_t before) {
        const std::uint32_t document_a = words_.document_of(a);
        const std::uint32_t document_b = words_.document_of(b);
        found_.add(part, {document_a, document_b, a - before - words_.begin(document_a),
                          b - before - words_.begin(document_b)});
    }

    /// The paragraphs of each document that are copies of earlier ones, in order.
    std::vector<std::vector<WordSpan>> later_copies(const Variants& variants) const {
        std::vector<std::vector<WordSpan>> copies(words_.documents());
        for (std::size_t variant = 0; variant < variants.size(); ++variant) {
            const auto all = variants.copies(variant);
            if (all.size() == 1) continue;
            const auto rank = [&](std::uint32_t copy) {
                return std::pair(crowds_.rank(variants.paragraph(copy).document), copy);
            };
            const std::uint32_t earliest = *std::min_element(
                all.begin(), all.end(), [&](std::uint32_t x, std::uint32_t y) { return rank(x) < rank(y); });
            for (const std::uint32_t copy : all) {
                if (copy == earliest) continue;
                const Paragraph paragraph = variants.paragraph(copy);
                copies[paragraph.document].push_back(paragraph.words);
            }
        }
        for (auto& of_document : copies) {
            std::sort(of_document.begin(), of_document.end(), [](WordSpan x, WordSpan y) { return x.begin < y.begin; });
        }
        return copies;
    }

    const FlatWords& words_;
    const Crowds& crowds_;
    std::uint32_t min_words_;
    Workspace workspace_;
    const parallel::Control& control_;
    Comparison comparison_{words_};
    KnownRuns known_;
    Collected<Meeting> found_;
    Collected<CrowdedRun> crowded_;
};

}  // namespace

Meetings find_meetings(const FlatWords& words, const Crowds& crowds, const Variants& variants, std::uint32_t min_words,
                       const parallel::Control& control, Workspace workspace) {
    const std::uint32_t run_words = std::min(min_words, kRunWords);
    Finder finder(words, crowds, min_words, workspace, control);
    finder.exact(run_words);
    finder.quoted(run_words);
    finder.edited(variants, run_words);
    return finder.sorted(run_words);
}

}  // namespace wirecopy::reuse
