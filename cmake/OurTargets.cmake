# What holds for every target of our own and for nothing that we only use: warnings are errors, and the sanitizers
# of WIRECOPY_SANITIZE watch it.
function(wirecopy_configure target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
                                           -ffunction-sections -fdata-sections
                                           # clang counts these under -Wconversion, g++ does not; g++ decides.
                                           $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-sign-conversion>)
  if(WIRECOPY_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${WIRECOPY_SANITIZE} -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer)
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
    target_link_options(${target} PRIVATE -fsanitize=${WIRECOPY_SANITIZE})
  endif()
endfunction()
