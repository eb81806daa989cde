# lsys. `make help` lists what there is to make; a new file in cmd/, lib/ROOM/ or lua/ is found by itself.
VERSION = 0.1.0

CC = gcc
CFLAGS = -O2 -g
PREFIX = /usr/local
DESTDIR =
FUZZ_TIME = 20
B = build

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
FORCE:
.PHONY: all run check check-static check-arch lint asan fuzz fuzz-seeds bench static install deb man clean help FORCE

# What is in the tree

applets := $(sort $(patsubst cmd/%.c,%,$(wildcard cmd/*.c)) \
	$(patsubst cmd/%/,%,$(filter-out cmd/core/,$(wildcard cmd/*/))))
# Stand-ins for what the libraries of static builds lack: each variant names those it wants in NAME_src.
stand_ins := lib/nl/mnl.c lua/nodl.c lua/nonss.c
lib_src := $(filter-out $(stand_ins),$(wildcard lib/*/*.c))
bin_src := $(filter-out $(stand_ins),$(wildcard cmd/*.c cmd/*/*.c lua/*.c))
lua_embed := $(if $(wildcard lua/embed.h),$(patsubst %,$B/gen/%,$(sort $(wildcard lua/*.lua lua/*/*.lua lua/*/*/*.lua))))
unit_tests := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
fuzzers := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
man_pages := $(patsubst man/%.in,$B/man/%,$(wildcard man/*.in))
uses_cap := $(shell grep -rls 'sys/capability\.h' lib cmd lua)

# How it is compiled

WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wundef -Wvla
base_cflags = -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 $(WARN) -ffunction-sections -fdata-sections -Ilib -Icmd -Ilua -I. -DLSYS_VERSION='"$(VERSION)"'
base_ldflags = -Wl,--gc-sections -Wl,-z,noexecstack

pc = $(shell pkg-config $1 2>/dev/null || echo "$2")
lua_pc := $(firstword $(foreach p,lua5.2 lua-5.2 lua52,$(if $(shell pkg-config --exists $p 2>/dev/null && echo y),$p)))
LUA_CFLAGS := $(call pc,--cflags $(lua_pc),-I/usr/include/lua5.2)
LUA_LIBS := $(call pc,--libs $(lua_pc),-llua5.2)
LIB_CFLAGS := $(call pc,--cflags libmnl libcap,)
LIB_LIBS := -Wl,--as-needed $(call pc,--libs libmnl libcap,-lmnl -lcap)

# A comma, where make would take it for its own.
, := ,
quiet = $(if $(V),,@printf '  %-6s %s\n' $1 $@;)

# What every start goes through, linked side by side: a start costs little more than the pages it touches.
startup := cmd/core/main cmd/core/run cmd/true cmd/false gen/applets lib/base/arena lib/base/buf lib/opt/parse lib/base/err

# $(call variant,NAME): rules for $B/NAME/, made with NAME_cc NAME_cflags NAME_ldflags NAME_libs, the stand-ins NAME_src,
# after NAME_headers and NAME_archives; NAME_linker is put before the command that links.
define variant
$1_lib := $(patsubst %.c,$B/$1/%.o,$(lib_src) $(filter lib/%,$($1_src)))
$1_bin := $(patsubst %.c,$B/$1/%.o,$(bin_src) $(filter lua/%,$($1_src))) $B/$1/gen/applets.o \
	$(if $(lua_embed),$B/$1/gen/embed.o $B/$1/gen/embed_data.o)
$1_order := $(startup:%=$B/$1/%.o) $$(filter-out $(startup:%=$B/$1/%.o),$$($1_bin))
$1_cmd = $$($1_cc) $$(base_cflags) $$(CPPFLAGS) $$($1_cflags)
$1_link = $$($1_linker) $$($1_cc) $$($1_cflags) $$(base_ldflags) $$(LDFLAGS) $$($1_ldflags)

$B/$1/flags: FORCE
	@tools/stamp $$@ '$$(subst ','\'',$$($1_cmd) | $$($1_link) | $$($1_libs))'
$B/$1/objects: FORCE
	@tools/stamp $$@ '$$($1_lib) $$($1_bin)'

$B/$1/%.o: %.c $B/$1/flags | $($1_headers)
	$$(call quiet,CC)mkdir -p $$(@D) && $$($1_cmd) -MMD -MP -c $$< -o $$@
$B/$1/gen/%.o: $B/gen/%.c $B/$1/flags | $($1_headers)
	$$(call quiet,CC)mkdir -p $$(@D) && $$($1_cmd) -MMD -MP -c $$< -o $$@
$B/$1/gen/%.o: $B/gen/%.S $B/$1/flags $(lua_embed)
	$$(call quiet,AS)mkdir -p $$(@D) && $$($1_cmd) -c $$< -o $$@

$B/$1/liblsys.a: $$($1_lib) $B/$1/objects
	$$(call quiet,AR)rm -f $$@ && $$(or $$($1_ar),ar) rcs $$@ $$($1_lib)
$B/$1/rest.a: $$($1_bin) $B/$1/objects
	$$(call quiet,AR)rm -f $$@ && $$(or $$($1_ar),ar) rcs $$@ $$(filter-out %/core/main.o,$$($1_bin))
$B/$1/lsys: $$($1_bin) $B/$1/liblsys.a $B/$1/objects $($1_archives)
	$$(call quiet,LD)$$($1_link) $$($1_order) $B/$1/liblsys.a $$($1_libs) -o $$@
$B/$1/tests/unit/%: $B/$1/tests/unit/%.o $B/$1/liblsys.a $B/$1/rest.a
	$$(call quiet,LD)$$($1_link) $$< $B/$1/liblsys.a $B/$1/rest.a $B/$1/liblsys.a $$($1_libs) -ldl -o $$@
-include $$(patsubst %.o,%.d,$$($1_lib) $$($1_bin)) $$(wildcard $B/$1/tests/*/*.d)
endef

# The ordinary one: shared libraries of the distribution.
dyn_cc = $(CC)
dyn_cflags = $(CFLAGS) $(LIB_CFLAGS) $(LUA_CFLAGS)
dyn_libs = $(LIB_LIBS) $(LUA_LIBS) -lm
$(eval $(call variant,dyn))

asan_cc = $(CC)
asan_cflags = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all $(LIB_CFLAGS) $(LUA_CFLAGS)
asan_libs = $(dyn_libs)
$(eval $(call variant,asan))

fuzz_cc = clang
fuzz_cflags = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all $(LIB_CFLAGS) $(LUA_CFLAGS)
fuzz_libs = $(dyn_libs)
$(eval $(call variant,fuzz))

include mk/static.mk mk/check.mk mk/arch.mk mk/install.mk

all: $B/lsys
$B/lsys: $B/dyn/lsys
	$(call quiet,LN)ln -f $< $@

# What is generated

$B/gen/applets.list: FORCE
	@tools/stamp $@ '$(applets)'
$B/gen/applets.c: $B/gen/applets.list tools/applets
	$(call quiet,GEN)tools/applets $(applets) >$@
$B/gen/%.lua: %.lua tools/luastrip
	$(call quiet,STRIP)mkdir -p $(@D) && tools/luastrip $< >$@
$B/gen/embed.list: FORCE
	@tools/stamp $@ '$(lua_embed)'
$B/gen/embed.c: $B/gen/embed.list tools/embed $(lua_embed)
	$(call quiet,GEN)tools/embed table $(lua_embed) >$@
$B/gen/embed_data.S: $B/gen/embed.list tools/embed
	$(call quiet,GEN)tools/embed data $(lua_embed) >$@
man: $(man_pages)
$B/man/%: man/%.in $B/lsys
	$(call quiet,MAN)mkdir -p $(@D) && $B/lsys __man $(basename $*) <$< >$@

# What a person asks for

run:
	@tools/deps build
	@$(MAKE) $B/lsys
	@$B/lsys ifinfo
clean:
	rm -rf $B
help:
	@sed -n 's/^#: //p' $(MAKEFILE_LIST)
#: make               build/lsys, with the distribution's shared libraries
#: make run           installs what the build needs, builds, shows this machine's interfaces
#: make check         installs what the tests need, builds, runs them all
#: make check-static  the tests on the static binaries, in a chroot that holds nothing else
#: make check-arch    the tests that concern them on other machines: one of 32 bits, a big-endian one in an emulator
#: make lint          compilers at their strictest, clang-tidy, cppcheck, shellcheck, luacheck, mandoc
#: make asan          the tests on a build with AddressSanitizer and UBSan
#: make fuzz          each fuzz target for FUZZ_TIME (20) seconds
#: make fuzz-seeds    what kernels say of their interfaces, anew where it was removed from tests/data/fuzz
#: make bench         measurements beside other programs and a bare floor; QUICK=1: only to see that they run
#: make static        build/static/lsys: one file; with CC=musl-gcc build/musl/lsys, the smallest
#: make install       binary, manual, completions, headers, liblsys.a; DESTDIR=, PREFIX=/usr/local
#: make deb           a Debian package in build/
#: make man           the manual pages, in build/man/
#: make clean         removes build/
#: Variables: CC, CFLAGS, CPPFLAGS, LDFLAGS, V=1 (show commands), B=DIR (build there instead of build/)
