# Other machines: for each triplet of ARCHS a static binary and the unit tests, by the cross compiler TRIPLET-gcc, and the
# tests that have something to say there. The first of these has 32 bits, the second is big-endian. They run as they are
# where this kernel runs them, else under qemu-user.

ARCHS = i686-linux-gnu s390x-linux-gnu
# What qemu calls the processors that it does not call as the triplets do.
qemu_i686 := i386
qemu_powerpc := ppc
qemu_powerpc64le := ppc64le

define arch
$1_cc = $1-gcc
$1_ar = $1-ar
$1_cflags = $(strict) -fno-pie -isystem $$($1_inc) -isystem $(src_lua)
$1_ldflags = -static -no-pie
$(call from_source,$1)
endef
$(foreach a,$(ARCHS),$(eval $(call arch,$a))$(eval $(call variant,$a))$(eval $(call replay,$a)))

check-arch:
	@tools/deps build test static arch
	@$(MAKE) check-arch-built
check-arch-built: $(ARCHS:%=check-%)
.PHONY: check-arch check-arch-built $(ARCHS:%=check-%)
cpu = $(firstword $(subst -, ,$1))
$(ARCHS:%=check-%): check-%: $B/%/lsys
	$(MAKE) $(call units,$*)
	CC=$*-gcc tests/run --lsys $B/$*/lsys --unit $B/$*/tests/unit --emulator qemu-$(or $(qemu_$(call cpu,$*)),$(call cpu,$*))-static
