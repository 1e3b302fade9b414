# wirecopy::sentencepiece: one static archive with sentencepiece and the parts of abseil that it uses.
#
# Its sources come from PyPI, checked by their hash. They take longer to compile than everything of ours, so the archive
# is made once for each compiler, in build/_deps, and every preset and every wheel shares it.
set(_version 0.2.2)
set(_folder ${PROJECT_SOURCE_DIR}/build/_deps/sentencepiece-${_version})
set(_source ${_folder}/sentencepiece-${_version}/sentencepiece)
set(_build ${_folder}/${CMAKE_CXX_COMPILER_ID}-${CMAKE_CXX_COMPILER_VERSION}-${CMAKE_SYSTEM_PROCESSOR})
set(_archive ${_build}/libsentencepiece_all.a)
set(_recipe ${CMAKE_CURRENT_LIST_DIR}/sentencepiece)

add_custom_command(
  OUTPUT ${_archive}
  COMMAND ${CMAKE_COMMAND} -D PYTHON=${Python_EXECUTABLE} -D CXX=${CMAKE_CXX_COMPILER}
          -D LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER} -D GENERATOR=${CMAKE_GENERATOR} -D MAKE=${CMAKE_MAKE_PROGRAM}
          -D FOLDER=${_folder} -D SOURCE=${_source} -D BUILD=${_build}
          -P ${_recipe}/build.cmake
  DEPENDS ${_recipe}/build.cmake ${_recipe}/CMakeLists.txt ${_recipe}/requirement.txt
  COMMENT "Building sentencepiece ${_version} (once; about two minutes of one core)"
  VERBATIM)
add_custom_target(sentencepiece_archive DEPENDS ${_archive})

# CMake wants the folders of an imported library to exist before anything is built.
set(_includes ${_source}/src ${_source}/src/builtin_pb ${_source} ${_source}/third_party/abseil-cpp
              ${_source}/third_party/protobuf-lite)
file(MAKE_DIRECTORY ${_includes})
add_library(wirecopy_sentencepiece STATIC IMPORTED)
set_target_properties(wirecopy_sentencepiece PROPERTIES
  IMPORTED_LOCATION ${_archive}
  INTERFACE_INCLUDE_DIRECTORIES "${_includes}"
  INTERFACE_LINK_LIBRARIES Threads::Threads)
add_dependencies(wirecopy_sentencepiece sentencepiece_archive)
add_library(wirecopy::sentencepiece ALIAS wirecopy_sentencepiece)
