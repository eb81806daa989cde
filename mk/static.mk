# Static binaries: $B/static with the system's own C library, $B/musl with musl-gcc. STRIP= keeps their symbols.

STRIP = -s
multiarch := $(shell gcc -print-multiarch 2>/dev/null)

static_cc = $(CC)
# What is wrapped: what would load shared libraries. Only the GNU C library has sources of names that do.
static_nss := $(if $(findstring gnu,$(shell $(CC) -dumpmachine 2>/dev/null)),lua/nonss.c)
dl_names := dlopen dlsym dlclose dlerror
nss_names := getaddrinfo getnameinfo getpwnam getpwuid getpwent getgrnam getgrgid getgrent
static_wraps := $(dl_names) $(if $(static_nss),$(nss_names))
static_linker := $(if $(static_nss),tools/link-static)
static_src := $(if $(filter /%,$(shell gcc -print-file-name=libmnl.a 2>/dev/null)),,lib/nl/mnl.c) lua/nodl.c $(static_nss)
static_cflags = $(CFLAGS) -fno-pie $(LIB_CFLAGS) $(LUA_CFLAGS)
static_ldflags = -static -no-pie $(STRIP) $(static_wraps:%=-Wl$(,)--wrap=%)
static_libs = $(if $(filter lib/nl/mnl.c,$(static_src)),,-lmnl) $(if $(uses_cap),-lcap) $(LUA_LIBS) -lm
$(eval $(call variant,static))

# What there is no built Lua (and libcap) for has them compiled from the distribution's source packages.
src := $B/src
src_lua := $(src)/lua5.2/src
src_cap := $(src)/libcap2/libcap
lua_units := lapi lauxlib lbaselib lbitlib lcode lcorolib lctype ldblib ldebug ldo ldump lfunc lgc linit liolib llex lmathlib \
	lmem loadlib lobject lopcodes loslib lparser lstate lstring lstrlib ltable ltablib ltm lundump lvm lzio
cap_units := cap_alloc cap_extint cap_file cap_flag cap_proc cap_text
# Lua with what the distribution's has in effect, less what a static program cannot have (C modules).
lua_defs := -DLUA_COMPAT_ALL -DLUA_USE_POSIX -DLUA_USE_STRTODHEX -DLUA_USE_AFORMAT -DLUA_USE_LONGLONG

$(src_lua)/lua.h:
	$(call quiet,SRC)tools/source $(src) lua5.2
$(lua_units:%=$(src_lua)/%.c): $(src_lua)/lua.h ;
$(src_cap)/libcap.h:
	$(call quiet,SRC)tools/source $(src) libcap2
$(cap_units:%=$(src_cap)/%.c): $(src_cap)/libcap.h ;
# libcap's table of names is printed by a program of its own from the kernel's header.
$(src_cap)/cap_names.h: $(src_cap)/libcap.h
	$(call quiet,GEN)cd $(@D) && sed -n 's/^#define[ \t]*CAP_\([A-Z_]*\)[ \t]*\([0-9]\{1,\}\)[ \t]*$$/{"cap_\L\1", \2},/p' \
		include/uapi/linux/capability.h >cap_names.list.h && gcc -w -Iinclude/uapi -Iinclude _makenames.c -o _makenames && ./_makenames >cap_names.h

# $(call from_source,NAME): the same for the variant NAME, by its compiler. Of the system's headers only libmnl's, which are
# the same for every machine, and those in NAME_system are let in, so that none of another C library's can slip in.
define from_source
$1_inc := $B/$1/include
$1_src := lib/nl/mnl.c
$1_headers := $B/$1/include/lua5.2-deb-multiarch.h $(src_lua)/lua.h $(if $(uses_cap),$B/$1/include/sys/capability.h)
$1_archives := $B/$1/liblua.a $(if $(uses_cap),$B/$1/libcap.a)
$1_libs = $$($1_archives) -lm

$B/$1/include/lua5.2-deb-multiarch.h:
	@mkdir -p $$(@D)
	@for d in libmnl $($1_system); do ln -sfn $$$$(ls -d /usr/include/$$$$d /usr/include/$(multiarch)/$$$$d 2>/dev/null | tail -n 1) $$(@D)/$$$$d; done
	@echo '#define DEB_HOST_MULTIARCH "$(multiarch)"' >$$@

$B/$1/lualib/%.o: $(src_lua)/%.c $B/$1/flags | $$($1_headers)
	$$(call quiet,CC)mkdir -p $$(@D) && $$($1_cc) -std=gnu99 -w -ffunction-sections -fdata-sections $$($1_cflags) \
		$(lua_defs) -c $$< -o $$@
$B/$1/liblua.a: $(lua_units:%=$B/$1/lualib/%.o)
	$$(call quiet,AR)rm -f $$@ && $$(or $$($1_ar),ar) rcs $$@ $$^

$B/$1/include/sys/capability.h: $(src_cap)/libcap.h
	@mkdir -p $$(@D) && cp $(src_cap)/include/sys/capability.h $$@
$B/$1/caplib/%.o: $(src_cap)/%.c $B/$1/flags $(src_cap)/cap_names.h | $$($1_headers)
	$$(call quiet,CC)mkdir -p $$(@D) && $$($1_cc) -w -ffunction-sections -fdata-sections $$($1_cflags) \
		-I$(src_cap) -I$(src_cap)/include -c $$< -o $$@
$B/$1/libcap.a: $(cap_units:%=$B/$1/caplib/%.o)
	$$(call quiet,AR)rm -f $$@ && $$(or $$($1_ar),ar) rcs $$@ $$^
endef

musl_cc = $(if $(findstring musl,$(CC)),$(CC),musl-gcc)
musl_cflags = $(CFLAGS) -fno-pie -fno-asynchronous-unwind-tables -fno-unwind-tables -isystem $(musl_inc) -isystem $(src_lua)
# The C library's part in a start, beside ours (see startup in the Makefile).
musl_startup := __libc_start_main exit poll getauxval strrchr strncmp strcmp strlen memrchr free
musl_ldflags = $(musl_startup:%=-Wl$(,)-u$(,)%) -lc -static -no-pie -Wl,-z,noseparate-code $(STRIP)
musl_system := asm asm-generic linux
$(eval $(call from_source,musl))
$(eval $(call variant,musl))

static: $B/$(if $(findstring musl,$(CC)),musl,static)/lsys
	@ls -l $<
