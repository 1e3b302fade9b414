#pragma once

#include <string>
#include <string_view>

namespace wirecopy::text {

/// The form under which two spellings count as the same word: NFKC case folding (Unicode, UAX #31 and UTS #10's
/// `NFKC_Casefold`: compatibility forms, case and invisible characters gone), with every kind of single quotation
/// mark and apostrophe as `'`, of double quotation mark as `"`, and of hyphen, dash and minus as `-`.
///
/// Well-formed UTF-8 in, well-formed UTF-8 out. Idempotent. O(n), and for this a run of more than 30 combining marks or
/// invisible characters stays as it is. Characters newer than the ICU that runs stay as they are too.
std::string fold(std::string_view text);

}  // namespace wirecopy::text
