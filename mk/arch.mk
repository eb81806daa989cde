# Other machines: for each triplet of ARCHS a static binary and the unit tests, by the cross compiler TRIPLET-gcc, and the tests
# that have something to say there. The first of these has 32 bits, the second is big-endian.

ARCHS = $(if $(filter x86_64,$(shell uname -m)),i686-linux-gnu) s390x-linux-gnu

define arch
$1_cc = $1-gcc
$1_ar = $1-ar
$1_cflags = $(strict) -fno-pie -isystem $$($1_inc) -isystem $(src_lua)
$1_ldflags = -static -no-pie $(patsubst %,-Wl$(,)--wrap=%,$(dl_names) $(nss_names))
$1_linker := tools/link-static
$(call from_source,$1)
$1_src += lua/nodl.c lua/nonss.c
endef
$(foreach a,$(ARCHS),$(eval $(call arch,$a))$(eval $(call variant,$a))$(eval $(call replay,$a)))

check-arch:
	@tools/deps build test musl arch
	@$(MAKE) check-arch-built
check-arch-built: $(ARCHS:%=check-%)
.PHONY: check-arch check-arch-built $(ARCHS:%=check-%)

# test_mnl.c has nothing to compare with there: libmnl is not.
arch_units = $(filter-out %/test_mnl,$(call units,$1))
arch_tests := $(filter-out %/test_mnl.c,$(wildcard tests/unit/test_*.c)) $(wildcard tests/fuzz/fuzz_*.c) tests/consts.bats \
	tests/structs.bats
# Which functions have tests is the same everywhere.
arch_lua := $(filter-out %/tap.lua %/coverage.lua,$(wildcard tests/lua/*.lua))
arch_run = CC=$1-gcc $2 tests/run --lsys $B/$1/lsys --unit $B/$1/tests/unit

# A kernel of 64 bits runs programs of 32, which then see a machine of 32. User-mode-linux does not.
check-i686-linux-gnu: $B/i686-linux-gnu/lsys $(call arch_units,i686-linux-gnu)
	$(call arch_run,i686-linux-gnu,setarch linux32) $(arch_tests) $(arch_lua) $(filter-out %_uml.bats,$(wildcard tests/cmd/*.bats))

# qemu-user runs what only computes. It knows too little of the kernel's interface for the rest, which gets a kernel; random
# arguments take too long there.
guest := LSYS_GUEST=$(abspath $B/guest) LSYS_BINARY=$(abspath $B/s390x-linux-gnu/lsys)
guest_lua := $(filter-out %/fuzz_calls.lua,$(arch_lua))
check-s390x-linux-gnu: $B/s390x-linux-gnu/lsys $(call arch_units,s390x-linux-gnu) $B/guest/base
	$(call arch_run,s390x-linux-gnu) --under qemu-s390x-static $(arch_tests)
	$(guest) tests/guest/lua $B/guest/said $(guest_lua)
	$(call arch_run,s390x-linux-gnu) --under 'tests/guest/lua $B/guest/said --recall' $(guest_lua)
	$(call arch_run,s390x-linux-gnu,$(guest)) tests/cmd/ifinfo_uml.bats
$B/guest/base: tests/guest/make tests/guest/init
	$(call quiet,GUEST)tests/guest/make $(@D)

# Any other one of which there are compiler and emulator: make check-arch-built ARCHS=arm-linux-gnueabihf
emulator = qemu-$(patsubst i%86,i386,$(patsubst powerpc%,ppc%,$(firstword $(subst -, ,$1))))-static
define arch_other
check-$1: $B/$1/lsys $(call arch_units,$1)
	$(call arch_run,$1) --under $(call emulator,$1) $(arch_tests)
endef
$(foreach a,$(filter-out i686-linux-gnu s390x-linux-gnu,$(ARCHS)),$(eval $(call arch_other,$a)))
