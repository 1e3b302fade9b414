#include <doctest/doctest.h>

#include "wirecopy/reuse/agencies.hpp"

#include "support/articles.hpp"

using wirecopy::reuse::Agencies;
using wirecopy::testing::Tokenized;

TEST_CASE("the longest form that stands at a token is found, whatever its case and its dashes") {
    const Agencies agencies({.agencies = {{"AFP", "Agence France-Presse"}, {"AF", "Agence"}, {"AP", "A.P."}}});
    const Tokenized corpus = Tokenized::of({"AGENCE FRANCE–PRESSE, agence, A.P. and a.p"});
    const auto view = corpus.tokens()[0];
    CHECK(agencies.forms.at(view, 0, view.size()).size == 4);
    CHECK(agencies.name(agencies.forms.at(view, 0, view.size()).value) == "AFP");
    CHECK(agencies.name(agencies.forms.at(view, 0, 3).value) == "AF");
    CHECK(agencies.forms.at(view, 1, view.size()).size == 0);
    CHECK(agencies.name(agencies.forms.at(view, 7, view.size()).value) == "AP");
    CHECK(agencies.name(agencies.forms.at(view, view.size() - 1, view.size()).value) == "AP");
}

TEST_CASE("a name is a form of itself, and is added once") {
    Agencies agencies({.agencies = {{"AFP", "Agence France-Presse"}}});
    CHECK(agencies.add("Northwire") == 1);
    CHECK(agencies.add("AFP") == 0);
    CHECK(agencies.names() == std::vector<std::string>{"AFP", "Northwire"});
    const Tokenized corpus = Tokenized::of({"northwire"});
    CHECK(agencies.forms.at(corpus.tokens()[0], 0, 1).value == 1);
}

TEST_CASE("a form given again means what it was given last") {
    const Agencies agencies({.agencies = {{"PA", "PA"}, {"Press", "PA"}}});
    const Tokenized corpus = Tokenized::of({"PA"});
    CHECK(agencies.name(agencies.forms.at(corpus.tokens()[0], 0, 1).value) == "Press");
}
