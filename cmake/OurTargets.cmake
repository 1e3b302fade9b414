# What holds for every target of our own and for nothing that we only use: warnings, products that are rounded before
# they are added to (else results would depend on which instructions a machine has), and the sanitizers of
# WIRECOPY_SANITIZE. Warnings are errors in the presets built by g++ and in what make builds
# (CMAKE_COMPILE_WARNING_AS_ERROR), not where a reader installs with a compiler that we never met.
function(wirecopy_configure target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                           -ffunction-sections -fdata-sections -ffp-contract=off
                                           # clang sees more in -Wconversion and in g++'s own headers; g++ decides.
                                           $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-sign-conversion
                                           -Wno-deprecated-declarations>)
  if(WIRECOPY_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${WIRECOPY_SANITIZE} -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer)
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
    target_link_options(${target} PRIVATE -fsanitize=${WIRECOPY_SANITIZE})
  endif()
endfunction()
