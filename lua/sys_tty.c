/* Terminals from Lua, over the kernel's struct termios. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/uapi_term.h"
#include "functions.h"
#include "kinds.h"
#include "lsys_lua.h"
#include "lsys_obj.h"
#include "sys/structs.h"

int ioctl(int fd, unsigned long request, ...); /* sys/ioctl.h has another struct termio */

/* Both structs begin alike; what follows in the second are the speeds. */
_Static_assert(offsetof(struct termios, c_cc) == offsetof(struct termios2, c_cc), "the structs differ");

static const struct lsys_lua_kind *termios_kind(void) { return &lsys_lua_tty_kinds[0]; }
static const struct lsys_lua_kind *termios2_kind(void) { return &lsys_lua_tty_kinds[1]; }

/* Speeds: a code in c_cflag, or for termios2 any number beside it. */

#define IBSHIFT_ 16 /* where the code of the input's speed is; 0 there: as the output's */

static bool code_of(uint64_t speed, tcflag_t *code)
{
	const struct lsys_group *b = lsys_group_named("B");
	char name[24];
	struct lsys_buf t = LSYS_BUF_OVER(name);
	struct lsys_const c = { 0 };

	lsys_put_u64(&t, speed);
	if (b)
		c = lsys_const_named(b->names, name, t.len);
	if (c.name)
		*code = (tcflag_t)c.value;
	return c.name;
}

static uint64_t speed_of(tcflag_t code)
{
	const struct lsys_group *b = lsys_group_named("B");
	struct lsys_const c = { 0 };

	if (b)
		c = lsys_const_of(b->names, code);
	return c.name ? strtoul(c.name, NULL, 10) : 0;
}

static uint64_t output_speed(const struct termios *t, const struct termios2 *t2)
{
	tcflag_t code = t->c_cflag & CBAUD;

	return code == BOTHER && t2 ? t2->c_ospeed : speed_of(code);
}

static uint64_t input_speed(const struct termios *t, const struct termios2 *t2)
{
	tcflag_t code = t->c_cflag >> IBSHIFT_ & CBAUD;

	if (!code)
		return output_speed(t, t2);
	return code == BOTHER && t2 ? t2->c_ispeed : speed_of(code);
}

static bool set_output_speed(struct termios *t, struct termios2 *t2, uint64_t speed)
{
	tcflag_t code;

	if (!code_of(speed, &code)) {
		if (!t2)
			return false;
		code = BOTHER;
	}
	t->c_cflag = (t->c_cflag & ~(tcflag_t)CBAUD) | code;
	if (t2)
		t2->c_ospeed = (speed_t)speed;
	return true;
}

static bool set_input_speed(struct termios *t, struct termios2 *t2, uint64_t speed)
{
	tcflag_t code;

	if (!code_of(speed, &code)) {
		if (!t2)
			return false;
		code = BOTHER;
	}
	if (speed == output_speed(t, t2)) /* no code of its own is needed, and some drivers know none */
		code = 0;
	t->c_cflag = (t->c_cflag & ~((tcflag_t)CBAUD << IBSHIFT_)) | code << IBSHIFT_;
	if (t2)
		t2->c_ispeed = (speed_t)speed;
	return true;
}

static void raw(struct termios *t)
{
	t->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
	t->c_oflag &= ~(tcflag_t)OPOST;
	t->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	t->c_cflag = (t->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
	t->c_cc[VMIN] = 1;
	t->c_cc[VTIME] = 0;
}

/* Members */

static void g_ispeed(lua_State *L, const void *p) { lsys_lua_push_u64(L, input_speed(p, NULL)); }
static void g_ospeed(lua_State *L, const void *p) { lsys_lua_push_u64(L, output_speed(p, NULL)); }
static void g2_ispeed(lua_State *L, const void *p) { lsys_lua_push_u64(L, input_speed(p, p)); }
static void g2_ospeed(lua_State *L, const void *p) { lsys_lua_push_u64(L, output_speed(p, p)); }

enum which { INPUT = 1, OUTPUT = 2, BOTH = INPUT | OUTPUT };

static void set_speed(lua_State *L, int i, struct termios *t, struct termios2 *t2, enum which which)
{
	uint64_t v = (uint64_t)lsys_lua_check_i64(L, i, 0, UINT32_MAX);

	if (((which & OUTPUT) && !set_output_speed(t, t2, v)) || ((which & INPUT) && !set_input_speed(t, t2, v)))
		luaL_error(L, "%d is no speed that termios has; termios2 has any", (int)v);
}

static void s_ispeed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, NULL, INPUT); }
static void s_ospeed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, NULL, OUTPUT); }
static void s_speed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, NULL, BOTH); }
static void s2_ispeed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, p, INPUT); }
static void s2_ospeed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, p, OUTPUT); }
static void s2_speed(lua_State *L, int i, void *p, int h) { (void)h; set_speed(L, i, p, p, BOTH); }

#define FLAG(name, member, group) \
	static void name(lua_State *L, int i, void *p, int h) \
	{ \
		(void)h; \
		((struct termios *)p)->member = (tcflag_t)lsys_lua_check_const(L, i, lsys_group_named(group), 0); \
	}
FLAG(s_iflag, c_iflag, "IFLAG")
FLAG(s_oflag, c_oflag, "OFLAG")
FLAG(s_cflag, c_cflag, "CFLAG")
FLAG(s_lflag, c_lflag, "LFLAG")

/* VMIN, VINTR ...: the control character. */
static int cc_index(const char *key)
{
	const struct lsys_group *g = lsys_group_named("CC");
	struct lsys_const c = { 0 };

	if (g)
		c = lsys_const_named(g->names, key, strlen(key));
	return c.name && c.value < NCCS ? (int)c.value : -1;
}

static bool get_cc(lua_State *L, const char *key, const void *p)
{
	int at = cc_index(key);

	if (at >= 0)
		lua_pushinteger(L, ((const struct termios *)p)->c_cc[at]);
	return at >= 0;
}

static bool set_cc(lua_State *L, const char *key, int i, void *p, int holder)
{
	int at = cc_index(key);
	struct termios *t = p;
	size_t n;
	const char *s;

	(void)holder;
	if (at < 0)
		return false;
	if (lua_type(L, i) == LUA_TSTRING) {
		s = lua_tolstring(L, i, &n);
		if (n > 1)
			luaL_error(L, "%s: one character expected", key);
		t->c_cc[at] = n ? (cc_t)*s : 0;
	} else {
		t->c_cc[at] = (cc_t)lsys_lua_check_i64(L, i, 0, 255);
	}
	return true;
}

/* Argument 1: a termios or termios2; *t2 gets it when it is the second. */
static struct termios *check_termios(lua_State *L, int i, struct termios2 **t2)
{
	*t2 = lsys_lua_test(L, i, termios2_kind());
	return *t2 ? (struct termios *)(void *)*t2 : lsys_lua_check(L, i, termios_kind());
}

/* termios:makeraw() -> true */
static int l_makeraw(lua_State *L)
{
	struct termios2 *t2;

	raw(check_termios(L, 1, &t2));
	return lsys_lua_ok(L, 0);
}

static const luaL_Reg methods[] = { { "makeraw", l_makeraw }, { NULL, NULL } };
static const struct lsys_lua_getter getters[] = {
	{ "ispeed", g_ispeed }, { "ospeed", g_ospeed }, { "speed", g_ospeed }, { NULL, NULL },
};
static const struct lsys_lua_getter getters2[] = {
	{ "ispeed", g2_ispeed }, { "ospeed", g2_ospeed }, { "speed", g2_ospeed }, { NULL, NULL },
};
#define FLAG_SETTERS \
	{ "iflag", s_iflag }, { "oflag", s_oflag }, { "cflag", s_cflag }, { "lflag", s_lflag }, \
	{ "c_iflag", s_iflag }, { "c_oflag", s_oflag }, { "c_cflag", s_cflag }, { "c_lflag", s_lflag }
static const struct lsys_lua_setter setters[] = {
	FLAG_SETTERS, { "ispeed", s_ispeed }, { "ospeed", s_ospeed }, { "speed", s_speed }, { NULL, NULL },
};
static const struct lsys_lua_setter setters2[] = {
	FLAG_SETTERS, { "ispeed", s2_ispeed }, { "ospeed", s2_ospeed }, { "speed", s2_speed }, { NULL, NULL },
};

const struct lsys_lua_kind lsys_lua_tty_kinds[] = {
	{ .name = "termios", .rec = &lsys_termios_record, .getters = getters, .setters = setters, .methods = methods, .get = get_cc,
	  .set = set_cc },
	{ .name = "termios2", .rec = &lsys_termios2_record, .getters = getters2, .setters = setters2, .methods = methods,
	  .get = get_cc, .set = set_cc },
	{ .name = NULL },
};

/* S.tcgetattr(fd, [termios or termios2]) -> termios */
static int l_tcgetattr(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	struct termios2 *t2 = NULL;
	struct termios *t;

	lua_settop(L, 2);
	if (lua_isnil(L, 2))
		t = lsys_lua_to(L, 2, termios_kind());
	else
		t = check_termios(L, 2, &t2);
	return ioctl(fd, t2 ? TCGETS2 : TCGETS, t) < 0 ? lsys_lua_fail(L, errno) : 1;
}

/* S.tcsetattr(fd, [actions = now], termios) -> true */
static int l_tcsetattr(lua_State *L)
{
	int fd = lsys_lua_check_fd(L, 1);
	unsigned long action = (unsigned long)lsys_lua_check_const(L, 2, lsys_group_named("TCSA"), 0);
	struct termios2 *t2;
	struct termios *t = check_termios(L, 3, &t2);

	if (action > 2)
		return lsys_lua_fail(L, EINVAL);
	return lsys_lua_ok(L, ioctl(fd, (t2 ? TCSETS2 : TCSETS) + action, t) < 0 ? -errno : 0);
}

static int path_result(lua_State *L, int e, const char *path)
{
	if (e)
		return lsys_lua_fail(L, e);
	lua_pushstring(L, path);
	return 1;
}

/* S.ptsname(fd) -> path */
static int l_ptsname(lua_State *L)
{
	char path[64];
	int e = ptsname_r(lsys_lua_check_fd(L, 1), path, sizeof(path));

	return path_result(L, e, path);
}

/* S.ttyname(fd) -> path */
static int l_ttyname(lua_State *L)
{
	char path[4096];
	int e = ttyname_r(lsys_lua_check_fd(L, 1), path, sizeof(path));

	return path_result(L, e, path);
}

/* S.cfgetispeed(termios) -> number */
static int l_cfgetispeed(lua_State *L)
{
	struct termios2 *t2;
	const struct termios *t = check_termios(L, 1, &t2);

	lsys_lua_push_u64(L, input_speed(t, t2));
	return 1;
}

/* S.cfgetospeed(termios) -> number */
static int l_cfgetospeed(lua_State *L)
{
	struct termios2 *t2;
	const struct termios *t = check_termios(L, 1, &t2);

	lsys_lua_push_u64(L, output_speed(t, t2));
	return 1;
}

static int set(lua_State *L, enum which which)
{
	struct termios2 *t2;
	struct termios *t = check_termios(L, 1, &t2);
	uint64_t v = (uint64_t)lsys_lua_check_i64(L, 2, 0, UINT32_MAX);

	if (((which & OUTPUT) && !set_output_speed(t, t2, v)) || ((which & INPUT) && !set_input_speed(t, t2, v)))
		return lsys_lua_fail(L, EINVAL);
	return lsys_lua_ok(L, 0);
}

/* S.cfsetispeed(termios, speed), S.cfsetospeed, S.cfsetspeed -> true */
static int l_cfsetispeed(lua_State *L) { return set(L, INPUT); }
static int l_cfsetospeed(lua_State *L) { return set(L, OUTPUT); }
static int l_cfsetspeed(lua_State *L) { return set(L, BOTH); }

const luaL_Reg lsys_lua_tty_functions[] = {
	{ "tcgetattr", l_tcgetattr }, { "tcsetattr", l_tcsetattr }, { "ptsname", l_ptsname }, { "ttyname", l_ttyname },
	{ "cfgetispeed", l_cfgetispeed }, { "cfgetospeed", l_cfgetospeed }, { "cfsetispeed", l_cfsetispeed },
	{ "cfsetospeed", l_cfsetospeed }, { "cfsetspeed", l_cfsetspeed }, { "cfmakeraw", l_makeraw }, { NULL, NULL },
};
