# Static binaries: $B/static with the system's own C library, $B/musl with musl-gcc. STRIP= keeps their symbols.

STRIP = -s
multiarch := $(shell gcc -print-multiarch 2>/dev/null)

static_cc = $(CC)
static_src := $(if $(filter /%,$(shell gcc -print-file-name=libmnl.a 2>/dev/null)),,lib/nl/mnl.c) $(wildcard lua/nodl.c)
static_cflags = $(CFLAGS) -fno-pie $(LIB_CFLAGS) $(LUA_CFLAGS)
static_ldflags = -static -no-pie $(STRIP) $(patsubst %,-Wl$(,)--wrap=%,$(if $(wildcard lua/nodl.c),dlopen dlsym dlclose dlerror))
static_libs = $(if $(filter lib/nl/mnl.c,$(static_src)),,-lmnl) $(if $(uses_cap),-lcap) $(LUA_LIBS) -lm
$(eval $(call variant,static))

# musl has no Lua and no libcap here, so they are compiled from the distribution's source packages. Of the system's
# headers only the kernel's and libmnl's are let in, so that none of the other C library's can slip in.
musl_inc := $B/musl/include
musl_lua := $B/musl/src/lua5.2/src
musl_cap := $B/musl/src/libcap2/libcap
musl_cc = $(if $(findstring musl,$(CC)),$(CC),musl-gcc)
musl_src := lib/nl/mnl.c
musl_cflags = $(CFLAGS) -fno-pie -fno-asynchronous-unwind-tables -fno-unwind-tables -isystem $(musl_inc) -isystem $(musl_lua)
# The C library's part in a start, beside ours (see startup in the Makefile).
musl_startup := __libc_start_main exit poll getauxval strrchr strncmp strcmp strlen memrchr free
musl_ldflags = $(musl_startup:%=-Wl$(,)-u$(,)%) -lc -static -no-pie -Wl,-z,noseparate-code $(STRIP)
musl_libs = $(musl_archives) -lm
musl_headers := $(musl_inc)/linux $(musl_lua)/lua.h $(if $(uses_cap),$(musl_inc)/sys/capability.h)
musl_archives := $B/musl/liblua.a $(if $(uses_cap),$B/musl/libcap.a)
$(eval $(call variant,musl))

$(musl_inc)/linux:
	@mkdir -p $(@D)
	@for d in asm-generic libmnl linux; do ln -sfn /usr/include/$$d $(@D)/$$d; done
	@for d in /usr/include/asm /usr/include/$(multiarch)/asm; do [ ! -d $$d ] || ln -sfn $$d $(@D)/asm; done
	@echo '#define DEB_HOST_MULTIARCH "$(multiarch)"' >$(@D)/lua5.2-deb-multiarch.h

# Lua with what the distribution's has in effect, less what a static program cannot have (C modules).
lua_objs := $(patsubst %,$B/musl/lualib/%.o,lapi lauxlib lbaselib lbitlib lcode lcorolib lctype ldblib ldebug ldo ldump \
	lfunc lgc linit liolib llex lmathlib lmem loadlib lobject lopcodes loslib lparser lstate lstring lstrlib ltable \
	ltablib ltm lundump lvm lzio)
lua_defs := -DLUA_COMPAT_ALL -DLUA_USE_POSIX -DLUA_USE_STRTODHEX -DLUA_USE_AFORMAT -DLUA_USE_LONGLONG
$(musl_lua)/lua.h:
	$(call quiet,SRC)tools/musl-src $B/musl/src lua5.2
$(lua_objs:$B/musl/lualib/%.o=$(musl_lua)/%.c): $(musl_lua)/lua.h ;
$B/musl/lualib/%.o: $(musl_lua)/%.c $B/musl/flags | $(musl_headers)
	$(call quiet,CC)mkdir -p $(@D) && $(musl_cc) -std=gnu99 -w -ffunction-sections -fdata-sections $(musl_cflags) \
		$(lua_defs) -c $< -o $@
$B/musl/liblua.a: $(lua_objs)
	$(call quiet,AR)rm -f $@ && ar rcs $@ $^

cap_objs := $(patsubst %,$B/musl/caplib/%.o,cap_alloc cap_extint cap_file cap_flag cap_proc cap_text)
$(musl_cap)/libcap.h:
	$(call quiet,SRC)tools/musl-src $B/musl/src libcap2
# Its table of names is printed by a program of its own from the kernel's header.
$(musl_cap)/cap_names.h: $(musl_cap)/libcap.h
	$(call quiet,GEN)cd $(@D) && sed -n 's/^#define[ \t]*CAP_\([A-Z_]*\)[ \t]*\([0-9]\{1,\}\)[ \t]*$$/{"cap_\L\1", \2},/p' \
		include/uapi/linux/capability.h >cap_names.list.h && gcc -w -Iinclude/uapi -Iinclude _makenames.c -o _makenames && ./_makenames >cap_names.h
$(cap_objs:$B/musl/caplib/%.o=$(musl_cap)/%.c): $(musl_cap)/libcap.h ;
$(musl_inc)/sys/capability.h: $(musl_cap)/libcap.h
	@mkdir -p $(@D) && cp $(musl_cap)/include/sys/capability.h $@
$B/musl/caplib/%.o: $(musl_cap)/%.c $B/musl/flags $(musl_cap)/cap_names.h | $(musl_headers)
	$(call quiet,CC)mkdir -p $(@D) && $(musl_cc) -w -ffunction-sections -fdata-sections $(musl_cflags) \
		-I$(musl_cap) -I$(musl_cap)/include -c $< -o $@
$B/musl/libcap.a: $(cap_objs)
	$(call quiet,AR)rm -f $@ && ar rcs $@ $^

static: $B/$(if $(findstring musl,$(CC)),musl,static)/lsys
	@ls -l $<
