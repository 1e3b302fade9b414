# Fetches, unpacks and builds sentencepiece where that is not done yet. Run by SentencePiece.cmake with PYTHON, CXX,
# LAUNCHER, GENERATOR, MAKE, FOLDER, SOURCE and BUILD. Two builds of the project at once take turns here.
cmake_minimum_required(VERSION 3.25)

function(run what log)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_FILE ${log} ERROR_FILE ${log})
  if(NOT result EQUAL 0)
    file(READ ${log} text)
    string(LENGTH "${text}" length)
    if(length GREATER 6000)
      math(EXPR start "${length} - 6000")
      string(SUBSTRING "${text}" ${start} -1 text)
    endif()
    message(FATAL_ERROR "${text}\n${what} failed (${result}); all it said is in ${log}")
  endif()
endfunction()

file(MAKE_DIRECTORY ${FOLDER} ${BUILD})
file(LOCK ${FOLDER}/lock GUARD PROCESS TIMEOUT 1800)

set(archive ${BUILD}/libsentencepiece_all.a)
set(recipe ${CMAKE_CURRENT_LIST_DIR}/build.cmake ${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt
           ${CMAKE_CURRENT_LIST_DIR}/requirement.txt)
set(stale NO)
foreach(file IN LISTS recipe)
  if(${file} IS_NEWER_THAN ${archive})  # also where there is no archive
    set(stale YES)
  endif()
endforeach()
if(NOT stale)
  return()
endif()

set(unpacked ${FOLDER}/unpacked.txt)
file(SHA256 ${CMAKE_CURRENT_LIST_DIR}/requirement.txt wanted)
set(have "")
if(EXISTS ${unpacked})
  file(READ ${unpacked} have)
endif()
if(NOT have STREQUAL wanted)
  run("Fetching the sources of sentencepiece from PyPI by pip" ${FOLDER}/fetch.log
      ${PYTHON} -m pip download --no-deps --no-binary sentencepiece --require-hashes --dest ${FOLDER}
      -r ${CMAKE_CURRENT_LIST_DIR}/requirement.txt)
  file(GLOB sdist ${FOLDER}/sentencepiece-*.tar.gz)
  file(ARCHIVE_EXTRACT INPUT ${sdist} DESTINATION ${FOLDER})
  file(WRITE ${unpacked} ${wanted})
endif()

run("Configuring sentencepiece" ${BUILD}/configure.log
    ${CMAKE_COMMAND} --fresh -S ${CMAKE_CURRENT_LIST_DIR} -B ${BUILD} -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE}
    -D CMAKE_BUILD_TYPE=Release -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
    -D SOURCE=${SOURCE})
run("Building sentencepiece" ${BUILD}/build.log ${CMAKE_COMMAND} --build ${BUILD} --target sentencepiece_all)
file(TOUCH ${archive})
