# pursuit.nvim. `make` builds the module and installs nothing; `make help` lists the rest.

MODULE   := lua/pursuit/core.so
PACKAGES := libgit2 yaml-0.1 md4c
CFLAGS   ?= -O2 -g
JOBS     ?= 2

# SAN=1 builds with AddressSanitizer and UndefinedBehaviorSanitizer, apart from the normal build.
ifdef SAN
BUILD    := build/san
MODULE   := $(BUILD)/core.so
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
else
BUILD    := build
SANITIZE :=
endif

ifeq ($(shell uname -s),Darwin)
LINK_MODULE := -bundle -undefined dynamic_lookup
else
# Neovim exports thousands of symbols: -Bsymbolic and hidden visibility keep ours ours. Lua's stay undefined: the host has them.
LINK_MODULE := -shared -Wl,-Bsymbolic -Wl,-z,nodelete -Wl,-z,relro -Wl,-z,now -Wl,--exclude-libs,ALL
HIDES := 1
endif

# V=1 shows whole commands.
ifdef V
run = $(2)
else
run = @echo '  $(1) $(patsubst $(CURDIR)/%,%,$@)'; $(2)
endif

pkg = $(shell pkg-config $(1) 2>/dev/null)

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Werror
STRICT   := $(WARNINGS) -Wconversion -Wmissing-prototypes
# Each layer of the core has a folder; names are unique, and headers go by them alone.
FOLDERS  := $(filter-out csrc/lua/,$(sort $(dir $(wildcard csrc/*/*.c))))
COMPILE  := $(CC) -std=gnu11 -D_GNU_SOURCE -fPIC -fvisibility=hidden -funwind-tables $(FOLDERS:%/=-iquote %) -iquote $(BUILD) \
            $(call pkg,--cflags $(PACKAGES) sqlite3) $(SANITIZE) $(CPPFLAGS) $(CFLAGS)
# SQLite becomes part of the module, hidden, where the system has it as an archive: no other copy can come between us and our file.
SQLITE   := $(or $(if $(HIDES),$(wildcard $(call pkg,--variable=libdir sqlite3)/libsqlite3.a)),$(call pkg,--libs sqlite3))
LIBS     := $(call pkg,--libs $(PACKAGES)) $(SQLITE) -lm -lpthread

# Core, binding, and the process notes as data. Whatever lies in these folders belongs to it.
SOURCES  := $(wildcard csrc/*/*.c csrc/process/*.md)
CORE     := $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(FOLDERS:%=%*.c))) $(BUILD)/process_data.o
BINDING  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard csrc/lua/*.c))
ARCHIVE  := $(BUILD)/libpursuit.a
C_TESTS  := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/c/test_*.c))
C_SHARED := $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/c/test_%,$(wildcard tests/c/*.c)))

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: build help deps demo test test-all bench fuzz lint format nvim nvim-0.12 clean distclean found c-tests bench-generator bench-programs FORCE

## build: build the module, lua/pursuit/core.so (what plugin managers call)
build: $(MODULE)

# The new module is renamed over the old one: a Neovim that has it loaded goes on with what it has.
$(MODULE): $(CORE) $(BINDING)
	@mkdir -p $(@D)
	$(call run,link,$(CC) $(SANITIZE) $(CFLAGS) $(LINK_MODULE) $(LDFLAGS) -o $@.new $^ $(LIBS))
	@mv -f $@.new $@

$(BUILD)/csrc/%.o: csrc/%.c | found $(BUILD)/version.h
	@mkdir -p $(@D)
	$(call run,cc,$(COMPILE) $(STRICT) -MMD -MP -c -o $@ $<)

$(BUILD)/csrc/lua/%.o: COMPILE += $(call pkg,--cflags luajit)

$(BUILD)/process_data.o: $(BUILD)/process_data.c | found
	$(call run,cc,$(COMPILE) $(STRICT) -MMD -MP -c -o $@ $<)

$(BUILD)/process_data.c: csrc/process/process.en.md csrc/process/process.zh.md .ci/embed
	@mkdir -p $(@D)
	$(call run,embed,.ci/embed ps_process_en=csrc/process/process.en.md ps_process_zh=csrc/process/process.zh.md >$@)

$(BUILD)/version.h: FORCE
	@.ci/version $@

# Says which libraries are missing, before a compiler does.
found:
	@.ci/deps --check build

-include $(CORE:.o=.d) $(BINDING:.o=.d) $(C_SHARED:.o=.d) $(C_TESTS:=.d)

$(ARCHIVE): $(CORE)
	@rm -f $@
	$(call run,ar,$(AR) rcs $@ $^)

c-tests: $(C_TESTS) bench-generator

$(BUILD)/tests/c/%.o: tests/c/%.c | found $(BUILD)/version.h
	@mkdir -p $(@D)
	$(call run,cc,$(COMPILE) $(WARNINGS) -Wno-unused-parameter -MMD -MP -c -o $@ $<)

# It counts comparisons of texts.
$(BUILD)/tests/c/test_work: LDFLAGS += -Wl,--wrap=ps_str_eq -Wl,--wrap=ps_str_cmp

$(BUILD)/tests/c/test_%: $(BUILD)/tests/c/test_%.o $(C_SHARED) $(ARCHIVE)
	$(call run,link,$(CC) $(SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(call pkg,--libs cmocka))

# The generator and the peers of `make bench`: programs of one file each beside peer.c, but for gen.
GEN      := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/gen*.c))
PEERS    := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/peer_*.c))
-include $(GEN:.o=.d) $(PEERS:=.d)

bench-generator: $(BUILD)/tests/bench/gen
bench-programs: bench-generator $(PEERS)

$(BUILD)/tests/bench/%.o: tests/bench/%.c | found $(BUILD)/version.h
	@mkdir -p $(@D)
	$(call run,cc,$(COMPILE) $(STRICT) -MMD -MP -c -o $@ $<)

$(BUILD)/tests/bench/gen: $(GEN) $(ARCHIVE)
	$(call run,link,$(CC) $(SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS))

$(BUILD)/tests/bench/peer_%: $(BUILD)/tests/bench/peer_%.o $(BUILD)/tests/bench/peer.o $(ARCHIVE)
	$(call run,link,$(CC) $(SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS))

.SECONDARY:

# The targets below install what they lack, then call make again: what pkg-config says may have changed meanwhile.
AGAIN = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))
# Exported, so that scripts see what was given on the command line.
export BUILD MODULE T FUZZ_TIME NVIM_SERIES BENCH ROWS lang

## deps: install what is missing (compiler, libraries, test tools) with the system's package manager
deps:
	@.ci/deps build demo test lint

## demo: a workspace with months of history in build/demo, and Neovim on its board (lang=zh: in Chinese)
demo:
	@.ci/deps build demo
	@$(AGAIN) build
	@.ci/demo

## test: all tests, in one summary (T=pattern: those whose file name has it)
test:
	@.ci/deps build demo test
	@$(AGAIN) build c-tests
	@.ci/test

## test-all: test, and again with Neovim 0.12, sanitizers and valgrind
test-all: test
	@NVIM_SERIES=0.12 .ci/deps demo all
	@NVIM_SERIES=0.12 .ci/test tests/nvim
	@$(AGAIN) SAN=1 build c-tests
	@BUILD=build/san .ci/test-san
	@.ci/test-valgrind

## bench: measure what the design promises, beside others (BENCH=10000: with that many deals)
bench:
	@.ci/deps build demo bench
	@$(AGAIN) build bench-programs
	@.ci/bench

## fuzz: fuzz each parser for FUZZ_TIME seconds (60)
fuzz:
	@.ci/deps build fuzz
	@.ci/fuzz

## lint: formatting, static analysis, a second compiler
lint:
	@.ci/deps build lint
	@$(AGAIN) $(BUILD)/version.h
	@.ci/lint

## format: format the C sources
format:
	@.ci/deps lint
	clang-format -i $$(git ls-files -co --exclude-standard '*.c' '*.h')

## nvim: print the path of a Neovim >= 0.10 (NVIM_SERIES=0.12: >= 0.12), fetched into .deps if need be
nvim:
	@.ci/deps demo
	@.ci/nvim

nvim-0.12:
	@$(MAKE) --no-print-directory nvim NVIM_SERIES=0.12

## clean: remove what was built (distclean: what was fetched into .deps too)
clean:
	rm -rf build $(MODULE) $(MODULE).new

distclean: clean
	rm -rf .deps

## help: this list
help:
	@echo 'make [TARGET]'
	@sed -n 's/^## \([^:]*\): /\1@/p' Makefile | awk -F@ '{ printf "  %-10s %s\n", $$1, $$2 }'
