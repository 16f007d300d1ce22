# SPDX-License-Identifier: GPL-3.0-or-later
# One place for the flags and for the two shapes of target that the project has: a layer and a test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

if(BANGUI_CCACHE)
    find_program(BANGUI_CCACHE_PROGRAM ccache)
    if(BANGUI_CCACHE_PROGRAM)
        # Precompiled headers and ccache agree only with this sloppiness (ccache manual, "Precompiled headers").
        set(CMAKE_CXX_COMPILER_LAUNCHER
            ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
            ${BANGUI_CCACHE_PROGRAM})
    endif()
endif()

add_library(bangui_flags INTERFACE)
target_compile_definitions(bangui_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    BANGUI_VERSION="${PROJECT_VERSION}")
# maybe-uninitialized: gcc 12 takes the unused half of a tl::expected for read; the sanitizers watch for real ones.
target_compile_options(bangui_flags INTERFACE
    -Wall -Wextra -Wpedantic -Woverloaded-virtual -Wnon-virtual-dtor -Wold-style-cast -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -Wno-maybe-uninitialized
    -fstack-protector-strong $<$<BOOL:${BANGUI_WERROR}>:-Werror>)
target_compile_definitions(bangui_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2> _GLIBCXX_ASSERTIONS)
target_link_options(bangui_flags INTERFACE -Wl,-z,relro,-z,now)
# Some 220 test programs are linked: a third of the time that GNU ld takes. What a user gets is linked as Debian links.
find_program(BANGUI_LLD ld.lld)
if(BANGUI_LLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_link_options(bangui_flags INTERFACE -fuse-ld=lld)
endif()
# The product is watched, what tests are written in is not: their instrumented code takes three times as long to compile
# (tst_pending_changes: 20 s instead of 7), and a test program's own slips end in a failed test anyway.
add_library(bangui_sanitized INTERFACE)
if(BANGUI_SANITIZE)
    # Not null, alignment, object-size: half of all the checks' code, and AddressSanitizer ends the program at the same places.
    target_compile_options(bangui_sanitized INTERFACE -fsanitize=${BANGUI_SANITIZE} -fno-sanitize=null,alignment,object-size
        -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(bangui_flags INTERFACE -fsanitize=${BANGUI_SANITIZE})
endif()
# Eight frames of each allocation say enough; thirty cost a test of models two thirds of its time in the kernel.
# What other people's libraries never free (each with its reason in the file) is no finding of ours.
set(BANGUI_SANITIZER_ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1:malloc_context_size=8" "UBSAN_OPTIONS=print_stacktrace=1"
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks.supp,print_suppressions=0")
# What test programs are compiled with besides: they run once or twice for each time that they are compiled.
add_library(bangui_test_flags INTERFACE)
separate_arguments(test_flags UNIX_COMMAND "${BANGUI_TEST_FLAGS}")
target_compile_options(bangui_test_flags INTERFACE ${test_flags})
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# bangui_layer(<name> SOURCES ... [LINK ...] [PRIVATE_LINK ...])
# A folder of src/ is one static library. What it may link is the table in ARCHITECTURE.md; tests/project checks the includes.
function(bangui_layer name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    # Linked into each of 220 test programs, the layers would be 25 GB of files and a quarter of a build; so there they are
    # shared. What a user gets is one file. Its own inline functions stay a layer's own, with their instrumentation.
    if(BANGUI_SHARED_LAYERS)
        add_library(${name} SHARED ${arg_SOURCES})
        set_target_properties(${name} PROPERTIES VISIBILITY_INLINES_HIDDEN ON DEFINE_SYMBOL "")
    else()
        add_library(${name} STATIC ${arg_SOURCES})
    endif()
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${name} PUBLIC bangui_flags ${arg_LINK} PRIVATE bangui_sanitized ${arg_PRIVATE_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    # CI compiles several sources at a time, in less than half the time; developers each alone, so that none leans on another's
    # includes. Not where files keep small names of their own on purpose (a translation context, a margin).
    if(BANGUI_UNITY AND NOT name MATCHES "^(cli_commands|models|texts|widgets)$")
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON)
        target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
    endif()
    # One precompiled header for all layers, made by the lowest, whose macros all others have, too.
    if(name STREQUAL "core")
        target_precompile_headers(core PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${PROJECT_SOURCE_DIR}/cmake/pch_core.h>")
    else()
        target_precompile_headers(${name} REUSE_FROM core)
    endif()
endfunction()

# bangui_test_headers(<name> <header> <libraries>): the one precompiled header of many test programs. They agree in every
# flag and macro, or the compiler refuses it (-Winvalid-pch is an error here).
function(bangui_test_headers name header)
    add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/support/shared_headers.cpp)
    target_link_libraries(${name} PRIVATE ${ARGN} Qt6::Test bangui_flags bangui_test_flags)
    bangui_test_includes(${name})
    target_precompile_headers(${name} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/${header}")
endfunction()

function(bangui_test_includes name)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/src)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
endfunction()

# AUTOMOC costs a target, a scan and an object of its own per program, more than a second each; a test that is one .cpp with
# its .moc included needs none of it. Where a listed header has classes for moc, AUTOMOC finds them.
function(bangui_test_moc name sources)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc")
    set(marked "")
    foreach(header IN LISTS sources)
        if(header MATCHES "\\.h$" AND NOT marked)
            file(STRINGS "${header}" marked REGEX "Q_(OBJECT|GADGET|NAMESPACE)" ENCODING UTF-8)
        endif()
    endforeach()
    if(marked)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
        # Most often empty, and dear with all these headers.
        set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp" PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
        return()
    endif()
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
    foreach(source IN LISTS sources)
        get_filename_component(stem "${source}" NAME_WE)
        file(STRINGS "${source}" included REGEX "^#include \"${stem}\\.moc\"" ENCODING UTF-8)
        if(included)
            qt_generate_moc("${CMAKE_CURRENT_SOURCE_DIR}/${source}" "${folder}/${stem}.moc")
            target_sources(${name} PRIVATE "${folder}/${stem}.moc")
            target_include_directories(${name} PRIVATE "${folder}")
        endif()
    endforeach()
endfunction()

# bangui_test(<name> SOURCES ... LINK ... [LABELS ...] [TIMEOUT seconds] [GUI] [SERIAL])
# One test class is one program. The environment is the test's own: no user's settings, no display, one locale.
function(bangui_test name)
    cmake_parse_arguments(arg "GUI;SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(BANGUI_SANITIZE)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 3") # meant for a plain build; a limit finds what hangs, not what is slow
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINK} test_places ${BANGUI_TEST_LIBRARIES} Qt6::Test bangui_flags bangui_test_flags)
    bangui_test_includes(${name})
    bangui_test_moc(${name} "${arg_SOURCES}")
    target_precompile_headers(${name} REUSE_FROM ${BANGUI_TEST_HEADERS})
    add_test(NAME ${name} COMMAND ${name})
    set(home "${CMAKE_BINARY_DIR}/tests/home/${name}")
    file(MAKE_DIRECTORY "${home}/run")
    file(CHMOD "${home}/run" DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    # Who may take long begins first, or the last one is waited for alone.
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} COST ${arg_TIMEOUT} LABELS "${arg_LABELS}" RUN_SERIAL ${arg_SERIAL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LANG=C.UTF-8;LC_ALL=C.UTF-8;LANGUAGE=;TZ=Europe/Berlin;HOME=${home};XDG_CONFIG_HOME=${home}/config;XDG_DATA_HOME=${home}/data;XDG_CACHE_HOME=${home}/cache;XDG_RUNTIME_DIR=${home}/run;XDG_CONFIG_DIRS=${home}/etc;DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent;QT_HASH_SEED=0;QT_FATAL_CRITICALS=0;QT_LOGGING_RULES=;${BANGUI_SANITIZER_ENVIRONMENT}")
endfunction()
