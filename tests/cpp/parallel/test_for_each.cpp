#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "wirecopy/parallel/for_each.hpp"

using wirecopy::parallel::Control;
using wirecopy::parallel::for_each;

TEST_CASE("every index is worked on once, for any number of threads") {
    for (const int n_jobs : {-1, 1, 2, 7}) {
        for (const std::size_t count : {0U, 1U, 2U, 63U, 10000U}) {
            CAPTURE(n_jobs);
            CAPTURE(count);
            std::vector<std::atomic<int>> times(count);
            for_each(count, {.n_jobs = n_jobs}, [&](std::size_t i) { ++times.at(i); });
            for (const auto& time : times) REQUIRE(time == 1);
        }
    }
}

TEST_CASE("results are the same for any number of threads") {
    const auto results = [](int n_jobs) {
        std::vector<std::size_t> squares(5000);
        for_each(squares.size(), {.n_jobs = n_jobs}, [&](std::size_t i) { squares[i] = i * i; });
        return squares;
    };
    const auto alone = results(1);
    CHECK(alone[70] == 4900);
    CHECK(results(2) == alone);
    CHECK(results(7) == alone);
    CHECK(results(-1) == alone);
}

TEST_CASE("an exception of the work is passed on and stops the rest") {
    for (const int n_jobs : {-1, 1, 2, 7}) {
        CAPTURE(n_jobs);
        std::atomic<std::size_t> done = 0;
        const auto work = [&](std::size_t i) {
            if (i == 10) throw std::runtime_error("the eleventh is bad");
            std::this_thread::sleep_for(std::chrono::microseconds(20));
            ++done;
        };
        CHECK_THROWS_WITH_AS(for_each(20000, {.n_jobs = n_jobs}, work), "the eleventh is bad", std::runtime_error);
        CHECK(done < 19999);
    }
}

TEST_CASE("an exception of the checkpoint stops the call and is passed on") {
    for (const int n_jobs : {1, 2}) {
        CAPTURE(n_jobs);
        std::atomic<std::size_t> done = 0;
        const Control control{n_jobs, [](std::size_t, std::size_t) { throw std::domain_error("interrupted"); }};
        const auto work = [&](std::size_t) {
            std::this_thread::sleep_for(std::chrono::microseconds(100));
            ++done;
        };
        CHECK_THROWS_WITH_AS(for_each(100000, control, work), "interrupted", std::domain_error);
        CHECK(done < 100000);
    }
}

TEST_CASE("the checkpoint hears of progress on the thread of the call only") {
    for (const int n_jobs : {1, 2, 7}) {
        CAPTURE(n_jobs);
        std::size_t last = 0;
        bool ascending = true;
        bool elsewhere = false;
        std::size_t total_seen = 0;
        const auto caller = std::this_thread::get_id();
        const Control control{n_jobs, [&](std::size_t done, std::size_t total) {
                                  ascending = ascending && done > last;
                                  elsewhere = elsewhere || std::this_thread::get_id() != caller;
                                  last = done;
                                  total_seen = total;
                              }};
        for_each(2000, control, [](std::size_t) { std::this_thread::sleep_for(std::chrono::microseconds(200)); });
        CHECK(last > 0);
        CHECK(last <= 2000);
        CHECK(total_seen == 2000);
        CHECK(ascending);
        CHECK(!elsewhere);
    }
}

TEST_CASE("one job works on the thread of the call, in order") {
    std::vector<std::size_t> order;
    const auto caller = std::this_thread::get_id();
    for_each(100, {.n_jobs = 1}, [&](std::size_t i) {
        REQUIRE(std::this_thread::get_id() == caller);
        order.push_back(i);
    });
    REQUIRE(order.size() == 100);
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == i);
}

TEST_CASE("n_jobs of 0 or below -1 is an error that tells the number, even for no work") {
    const auto nothing = [](std::size_t) {};
    CHECK_THROWS_WITH_AS(for_each(0, {.n_jobs = 0}, nothing), "n_jobs is 0; it must be -1 (all cores) or at least 1",
                         std::invalid_argument);
    CHECK_THROWS_WITH_AS(for_each(5, {.n_jobs = -2}, nothing), "n_jobs is -2; it must be -1 (all cores) or at least 1",
                         std::invalid_argument);
}

TEST_CASE("more jobs than cores print nothing") {
    // In a process of its own, since TBB complains once only.
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string command = "'" + program + "' --test-case='every index is worked on once*' 2>&1";
    std::string output;
    FILE* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe)) output.push_back(static_cast<char>(byte));
    CHECK(pclose(pipe) == 0);
    CHECK(output.find("1 passed") != std::string::npos);
    CHECK(output.find("TBB") == std::string::npos);
}
