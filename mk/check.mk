# Tests, lint, sanitizers, fuzzing, measurements. Each first sees to its packages, then starts make anew, since what
# pkg-config says may have changed.

have_musl := $(shell command -v musl-gcc >/dev/null && command -v dpkg-source >/dev/null && echo yes)
# Programs of the unit tests, and of the fuzz targets, which then go through their seeds.
units = $(unit_tests:%=$B/$1/tests/unit/%) $(fuzzers:%=$B/$1/tests/fuzz/%)

check:
	@tools/deps build test static $(shell command -v apt-get >/dev/null && echo musl)
	@$(MAKE) check-built
check-static:
	@tools/deps build test static $(shell command -v apt-get >/dev/null && echo musl)
	@$(MAKE) check-static-built
asan:
	@tools/deps build test
	@$(MAKE) asan-built
lint:
	@tools/deps build lint
	@$(MAKE) lint-built
fuzz:
	@tools/deps build fuzz
	@$(MAKE) fuzz-built
fuzz-seeds:
	@tools/deps build test
	@$(MAKE) fuzz-seeds-built
bench:
	@tools/deps build bench $(shell command -v apt-get >/dev/null && echo musl)
	@$(MAKE) bench-built
.PHONY: check-built check-static-built asan-built lint-built fuzz-built fuzz-seeds-built bench-built

chroots = static=$B/static/lsys $(if $(have_musl),musl=$B/musl/lsys)
check-built: $B/lsys $(call units,dyn) $(if $(have_musl),$B/musl/lsys) $B/static/lsys man
	tests/run --lsys $B/lsys --unit $B/dyn/tests/unit $(patsubst %,--chroot %,$(lastword $(chroots)))
check-static-built: $B/static/lsys $(if $(have_musl),$B/musl/lsys)
	tests/run --static-only $(patsubst %,--chroot %,$(chroots))
asan-built: $B/asan/lsys $(call units,asan) man
	tests/run --lsys $B/asan/lsys --unit $B/asan/tests/unit

define replay
$B/$1/tests/fuzz/%: $B/$1/tests/fuzz/%.o $B/$1/tests/fuzz/replay.o $B/$1/liblsys.a $B/$1/rest.a
	$$(call quiet,LD)$$($1_link) $$(filter %.o,$$^) $B/$1/liblsys.a $B/$1/rest.a $B/$1/liblsys.a $$($1_libs) -ldl -o $$@
endef
$(foreach v,dyn asan,$(eval $(call replay,$v)))

# Lint: everything compiled by both compilers with more warnings than a build has, each of them an error.
strict := -O2 -Werror -Wformat=2 -Wcast-align -Wredundant-decls -Wnested-externs -Wold-style-definition -Wnull-dereference \
	-Wunused-macros -Wimplicit-fallthrough -Walloca -Wdate-time -Wdouble-promotion
lint-gcc_cc = gcc
lint-gcc_cflags = $(strict) -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init \
	-Wtrampolines $(LIB_CFLAGS) $(LUA_CFLAGS)
lint-gcc_src := $(wildcard $(stand_ins))
lint-clang_cc = clang
lint-clang_cflags = $(strict) -Wcomma -Wshorten-64-to-32 -Wunreachable-code -Wconditional-uninitialized \
	-Wassign-enum -Wloop-analysis -Wtautological-compare -Wused-but-marked-unused $(LIB_CFLAGS) $(LUA_CFLAGS)
lint-clang_src := $(lint-gcc_src)
$(eval $(call variant,lint-gcc))
$(eval $(call variant,lint-clang))
other_src := $(wildcard tests/unit/*.c tests/fuzz/*.c tests/lib/*.c tests/uml/*.c tests/bench/*.c)
all_src := $(lib_src) $(bin_src) $(lint-gcc_src) $(other_src)
lint-built: $(foreach v,lint-gcc lint-clang,$($v_lib) $($v_bin) $(other_src:%.c=$B/$v/%.o)) $B/lsys man
	tools/lint '-std=gnu11 -D_GNU_SOURCE -Ilib -Icmd -Ilua -I. -DLSYS_VERSION="$(VERSION)" $(LIB_CFLAGS) $(LUA_CFLAGS)' $(all_src) -- $(man_pages)

$B/fuzz/tests/fuzz/%: $B/fuzz/tests/fuzz/%.o $B/fuzz/liblsys.a $B/fuzz/rest.a
	$(call quiet,LD)$(fuzz_link) -fsanitize=fuzzer $< $B/fuzz/liblsys.a $B/fuzz/rest.a $B/fuzz/liblsys.a $(fuzz_libs) -o $@
$B/dyn/tests/lib/capture: $B/dyn/tests/lib/capture.o $B/dyn/liblsys.a
	$(call quiet,LD)$(dyn_link) $^ $(dyn_libs) -o $@
fuzz-seeds-built: $B/dyn/tests/lib/capture
	tests/fuzz/seeds $< tests/data/fuzz
fuzz-built: $(fuzzers:%=$B/fuzz/tests/fuzz/%)
	tools/fuzz $B/fuzz $(FUZZ_TIME) $(fuzzers)

# Measurements. What they measure with is static, where there is musl with it: a floor is low.
bench_cc = $(if $(have_musl),$(musl_cc) -isystem $(musl_inc),$(CC))
bench_tools := $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/*.c))
$B/bench/%: tests/bench/%.c | $(if $(have_musl),$(musl_headers))
	$(call quiet,CC)mkdir -p $(@D) && $(bench_cc) -std=gnu11 -D_GNU_SOURCE $(WARN) -O2 -static -s $< -o $@
bench-built: $B/lsys $(if $(have_musl),$B/musl/lsys) $(bench_tools)
	@set -e; for s in $(sort $(wildcard tests/bench/*-*.sh)); do \
		LSYS=$(abspath $B/lsys) $(if $(have_musl),LSYS_MUSL=$(abspath $B/musl/lsys)) BENCH_TOOLS=$(abspath $B/bench) $$s; done
