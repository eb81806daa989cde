# Installing, and the Debian package.

bindir = $(PREFIX)/bin
libdir = $(PREFIX)/lib
includedir = $(PREFIX)/include/lsys
datadir = $(PREFIX)/share
zshdir = $(datadir)/zsh/site-functions
headers := $(wildcard lib/*/*.h)

# There is no shared liblsys, so that what it needs is needed by whoever links it.
# Pages of applets are installed as lsys-NAME, since many of their names are other tools' pages.
install: $B/lsys $B/dyn/liblsys.a $(man_pages)
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(includedir)
	install -m 755 $B/lsys $(DESTDIR)$(bindir)/lsys
	install -m 644 $B/dyn/liblsys.a $(DESTDIR)$(libdir)/liblsys.a
	@for h in $(headers); do install -D -m 644 $$h $(DESTDIR)$(includedir)/$${h#lib/} || exit; done
	@for p in $(man_pages); do \
		n=$${p##*/}; case $$n in lsys[.-]*) ;; *) n=lsys-$$n ;; esac; \
		install -D -m 644 $$p $(DESTDIR)$(datadir)/man/man$${p##*.}/$$n || exit; done
	install -d $(DESTDIR)$(datadir)/lsys/luals $(DESTDIR)$(datadir)/lsys/luacheck
	$B/lsys __annotations luals >$(DESTDIR)$(datadir)/lsys/luals/syscall.lua
	$B/lsys __annotations luacheck >$(DESTDIR)$(datadir)/lsys/luacheck/lsys.lua
	install -D -m 644 completions/lsys.bash $(DESTDIR)$(datadir)/bash-completion/completions/lsys
	install -D -m 644 completions/_lsys $(DESTDIR)$(zshdir)/_lsys
	install -D -m 644 completions/lsys.fish $(DESTDIR)$(datadir)/fish/vendor_completions.d/lsys.fish
	@printf '%s\n' 'Name: lsys' 'Description: the Linux kernel interfaces behind lsys' 'Version: $(VERSION)' \
		'Cflags: -I$(includedir)' 'Libs: -L$(libdir) -llsys' \
		'Requires: libmnl$(if $(uses_cap),$(,) libcap)' >$(DESTDIR)$(libdir)/pkgconfig/lsys.pc

deb:
	@tools/deps build deb
	@rm -rf $B/deb
	@$(MAKE) install DESTDIR=$(abspath $B)/deb/root PREFIX=/usr zshdir=/usr/share/zsh/vendor-completions
	tools/mkdeb $(abspath $B)/deb $(VERSION) $(abspath $B)
