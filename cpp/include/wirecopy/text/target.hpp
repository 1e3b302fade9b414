#pragma once

// Functions between these two lines are compiled for instructions that not every machine has, and are called only
// where they exist. The standard library must be included before them: its inline functions are shared.

#if defined(__clang__)
#define WIRECOPY_PRAGMA(text) _Pragma(#text)
#define WIRECOPY_BEGIN_TARGET(instructions) \
    WIRECOPY_PRAGMA(clang attribute push(__attribute__((target(instructions))), apply_to = function))
#define WIRECOPY_END_TARGET _Pragma("clang attribute pop")
#else
#define WIRECOPY_PRAGMA(text) _Pragma(#text)
#define WIRECOPY_BEGIN_TARGET(instructions) _Pragma("GCC push_options") WIRECOPY_PRAGMA(GCC target(instructions))
#define WIRECOPY_END_TARGET _Pragma("GCC pop_options")
#endif
