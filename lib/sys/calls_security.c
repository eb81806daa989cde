/* Calls that restrict a process, and the kernel's keys; the operations of keyctl(2) as the calls that they are. */
#include <errno.h>
#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/uapi.h"
#include "sys/call_rows.h"
#include "sys/calls.h"

SYS_CALL(landlock_restrict_self, syscall(__NR_landlock_restrict_self, I(0), U(1)))

const struct lsys_call lsys_calls_security[] = {
	{ "seccomp", "operation:SECCOMP_OP [flags:SECCOMP_FILTER_FLAG] [arg]", "true; fd with new_listener; seccomp_notif_sizes for get_notif_sizes",
	  "restrict the calls this process may make: a filter is a sock_fprog or a list of sock_filter", "acces busy fault inval nomem opnotsupp srch",
	  NULL },
	{ "landlock_create_ruleset", "[attr:landlock_ruleset_attr] [flags:LANDLOCK_CREATE_RULESET]", "fd; number with flags",
	  "a new set of rules about files and ports; with \"version\" what the kernel knows", "2big inval nomsg nosys opnotsupp", NULL },
	{ "landlock_add_rule", "ruleset:fd type:LANDLOCK_RULE attr [flags:uint]", "true",
	  "allow something: attr is a landlock_path_beneath_attr or a landlock_net_port_attr", "afnosupport badf badfd inval nomsg perm", NULL },
	{ "landlock_restrict_self", "ruleset:fd [flags:LANDLOCK_RESTRICT_SELF]", "true", "from now on only what the rules allow", "2big badf badfd inval perm",
	  sys_landlock_restrict_self },
	{ "lsm_list_modules", "[flags:uint]", "list of numbers", "the security modules that are at work, by S.c.LSM_ID", "inval nosys", NULL },
	{ "lsm_get_self_attr", "attr:LSM_ATTR [flags:LSM_FLAG] [id:LSM_ID]", "list of {id, flags, ctx}",
	  "what the security modules, or with \"single\" one of them, have as an attribute of this process", "inval nosys opnotsupp", NULL },
	{ "lsm_set_self_attr", "attr:LSM_ATTR context [flags:uint]", "true", "set one's: context is {id, ctx, [flags]}",
	  "acces inval nosys opnotsupp perm", NULL },
	{ 0 },
};

/* Keys. What does not fit into a buffer is not put there at all: the kernel tells how much it would be. */
static int64_t fitting(int64_t r, size_t room)
{
	if (r > (int64_t)room) {
		errno = EMSGSIZE;
		return -1;
	}
	return r;
}

/* The same for texts, whose zero byte is not part of them. */
static int64_t text(int64_t r, size_t room)
{
	r = fitting(r, room);
	return r > 0 ? r - 1 : r;
}

#define KEY(name, op, a2, a3, a4, a5) SYS_CALL(name, syscall(SYS_keyctl, op, a2, a3, a4, a5))

SYS_CALL(add_key, syscall(SYS_add_key, S(0), S(1), P(2), N(3), I(4)))
SYS_CALL(request_key, syscall(SYS_request_key, S(0), S(1), S(2), I(3)))
KEY(get_keyring_id, KEYCTL_GET_KEYRING_ID, I(0), I(1), 0, 0)
KEY(join_session_keyring, KEYCTL_JOIN_SESSION_KEYRING, S(0), 0, 0, 0)
KEY(update, KEYCTL_UPDATE, I(0), P(1), N(2), 0)
KEY(revoke, KEYCTL_REVOKE, I(0), 0, 0, 0)
KEY(chown, KEYCTL_CHOWN, I(0), U(1), U(2), 0)
KEY(setperm, KEYCTL_SETPERM, I(0), U(1), 0, 0)
SYS_CALL(describe, text(syscall(SYS_keyctl, KEYCTL_DESCRIBE, I(0), P(1), N(2), 0), N(2)))
KEY(clear, KEYCTL_CLEAR, I(0), 0, 0, 0)
KEY(link, KEYCTL_LINK, I(0), I(1), 0, 0)
KEY(unlink, KEYCTL_UNLINK, I(0), I(1), 0, 0)
KEY(search, KEYCTL_SEARCH, I(0), S(1), S(2), I(3))
SYS_CALL(read, fitting(syscall(SYS_keyctl, KEYCTL_READ, I(0), P(1), N(2), 0), N(2)))
KEY(instantiate, KEYCTL_INSTANTIATE, I(0), P(1), N(2), I(3))
KEY(negate, KEYCTL_NEGATE, I(0), U(1), I(2), 0)
KEY(set_reqkey_keyring, KEYCTL_SET_REQKEY_KEYRING, I(0), 0, 0, 0)
KEY(set_timeout, KEYCTL_SET_TIMEOUT, I(0), U(1), 0, 0)
KEY(assume_authority, KEYCTL_ASSUME_AUTHORITY, I(0), 0, 0, 0)
SYS_CALL(get_security, text(syscall(SYS_keyctl, KEYCTL_GET_SECURITY, I(0), P(1), N(2), 0), N(2)))
KEY(session_to_parent, KEYCTL_SESSION_TO_PARENT, 0, 0, 0, 0)
KEY(reject, KEYCTL_REJECT, I(0), U(1), U(2), I(3))
KEY(invalidate, KEYCTL_INVALIDATE, I(0), 0, 0, 0)
KEY(get_persistent, KEYCTL_GET_PERSISTENT, I(0), I(1), 0, 0)
KEY(restrict_keyring, KEYCTL_RESTRICT_KEYRING, I(0), S(1), S(2), 0)
KEY(move, KEYCTL_MOVE, I(0), I(1), I(2), U(3))
SYS_CALL(capabilities, syscall(SYS_keyctl, KEYCTL_CAPABILITIES, P(0), N(1), 0, 0))

/* What the kernel fills of the buffer may be less than it says the result is long. */
static int64_t dh_compute(const union lsys_arg *a)
{
	struct keyctl_dh_params params = { .prime = I(1), .base = I(2) };
	struct keyctl_kdf_params kdf = { .hashname = P(5), .otherinfo = P(6), .otherinfolen = U(7) };

	params.private = I(0);
	return fitting(syscall(SYS_keyctl, KEYCTL_DH_COMPUTE, &params, P(3), N(4), S(5) ? &kdf : NULL), N(4));
}

static int64_t pkey(int op, const union lsys_arg *a)
{
	struct keyctl_pkey_params params = { .key_id = I(0), .in_len = U(3) };

	params.out_len = U(5); /* of verify the length of the signature, which stands in the same place */
	return syscall(SYS_keyctl, op, &params, S(1) ? S(1) : "", P(2), P(4));
}

SYS_CALL(dh_compute, dh_compute(a))
SYS_CALL(instantiate_iov, syscall(SYS_keyctl, KEYCTL_INSTANTIATE_IOV, I(0), &(struct iovec){ P(1), N(2) }, 1, I(3)))
SYS_CALL(pkey_query, syscall(SYS_keyctl, KEYCTL_PKEY_QUERY, I(0), 0, S(1) ? S(1) : "", P(2)))
SYS_CALL(pkey_encrypt, pkey(KEYCTL_PKEY_ENCRYPT, a))
SYS_CALL(pkey_decrypt, pkey(KEYCTL_PKEY_DECRYPT, a))
SYS_CALL(pkey_sign, pkey(KEYCTL_PKEY_SIGN, a))
SYS_CALL(pkey_verify, pkey(KEYCTL_PKEY_VERIFY, a))
SYS_CALL(watch_key, syscall(SYS_keyctl, KEYCTL_WATCH_KEY, I(0), I(1), I(2)))

#define KEY_ERRORS "acces inval keyexpired keyrevoked nokey"

const struct lsys_call lsys_calls_keys[] = {
	{ "add_key", "type:str description:str [payload:data] [len:count] keyring:KEY_SPEC", "number", "make a key, or update it",
	  "acces dquot inval keyexpired keyrevoked nodev nomem", sys_add_key },
	{ "request_key", "type:str description:str [callout:str] [keyring:KEY_SPEC]", "number", "find a key, or have it made",
	  "acces dquot keyexpired keyrejected keyrevoked nokey nomem", sys_request_key },
	{ "keyctl", "operation:KEYCTL [arg2] [arg3] [arg4] [arg5]", "what the operation gives",
	  "operations on keys: each is a row of the area keyctl", KEY_ERRORS, NULL },
	{ 0 },
};

const struct lsys_call lsys_calls_keyctl[] = {
	{ "keyctl.get_keyring_id", "key:KEY_SPEC [create:bool]", "number", "number of a keyring that has a name here", KEY_ERRORS,
	  sys_get_keyring_id },
	{ "keyctl.join_session_keyring", "[name:str]", "number", "begin with another session keyring; left out: a new one", KEY_ERRORS,
	  sys_join_session_keyring },
	{ "keyctl.update", "key:KEY_SPEC [payload:data] [len:count]", "true", "put something else into a key", KEY_ERRORS, sys_update },
	{ "keyctl.revoke", "key:KEY_SPEC", "true", "make a key useless", KEY_ERRORS, sys_revoke },
	{ "keyctl.chown", "key:KEY_SPEC [uid:id] [gid:id]", "true", "change a key's owner", KEY_ERRORS, sys_chown },
	{ "keyctl.setperm", "key:KEY_SPEC perm:uint", "true", "change a key's permissions", KEY_ERRORS, sys_setperm },
	{ "keyctl.describe", "key:KEY_SPEC [buf] [count=4096]", "string", "type;uid;gid;perm;description", KEY_ERRORS " msgsize", sys_describe },
	{ "keyctl.clear", "keyring:KEY_SPEC", "true", "take all keys out of a keyring", KEY_ERRORS " notdir", sys_clear },
	{ "keyctl.link", "key:KEY_SPEC keyring:KEY_SPEC", "true", "put a key into a keyring", KEY_ERRORS " deadlk loop nfile notdir", sys_link },
	{ "keyctl.unlink", "key:KEY_SPEC keyring:KEY_SPEC", "true", "take a key out of a keyring",
	  KEY_ERRORS " noent notdir", sys_unlink },
	{ "keyctl.search", "keyring:KEY_SPEC type:str description:str [dest:KEY_SPEC]", "number", "find a key in a keyring and those in it",
	  KEY_ERRORS " notdir", sys_search },
	{ "keyctl.read", "key:KEY_SPEC [buf] [count=65536]", "string", "what is in a key", KEY_ERRORS " msgsize opnotsupp", sys_read },
	{ "keyctl.instantiate", "key:KEY_SPEC [payload:data] [len:count] [keyring:KEY_SPEC]", "true", "give a key that was asked for", KEY_ERRORS,
	  sys_instantiate },
	{ "keyctl.negate", "key:KEY_SPEC timeout:uint [keyring:KEY_SPEC]", "true",
	  "say that there is no such key, for so many seconds", KEY_ERRORS, sys_negate },
	{ "keyctl.set_reqkey_keyring", "which:KEY_REQKEY_DEFL", "number", "where keys that are asked for go; gives it as it was", KEY_ERRORS,
	  sys_set_reqkey_keyring },
	{ "keyctl.set_timeout", "key:KEY_SPEC seconds:uint", "true", "when a key ends; 0: never", KEY_ERRORS, sys_set_timeout },
	{ "keyctl.assume_authority", "key:KEY_SPEC", "number", "answer for a key that is asked for; 0: no more", KEY_ERRORS, sys_assume_authority },
	{ "keyctl.get_security", "key:KEY_SPEC [buf] [count=4096]", "string", "security label of a key", KEY_ERRORS " msgsize opnotsupp",
	  sys_get_security },
	{ "keyctl.session_to_parent", "", "true", "give the parent this session keyring", KEY_ERRORS " perm", sys_session_to_parent },
	{ "keyctl.reject", "key:KEY_SPEC timeout:uint error:E [keyring:KEY_SPEC]", "true",
	  "refuse a key that is asked for with an error, for so many seconds", KEY_ERRORS,
	  sys_reject },
	{ "keyctl.invalidate", "key:KEY_SPEC", "true", "forget a key", KEY_ERRORS, sys_invalidate },
	{ "keyctl.get_persistent", "[uid:id] keyring:KEY_SPEC", "number", "a user's keyring that outlives sessions", KEY_ERRORS " nosys opnotsupp perm",
	  sys_get_persistent },
	{ "keyctl.restrict_keyring", "keyring:KEY_SPEC [type:str] [restriction:str]", "true",
	  "restrict what may be put into a keyring", KEY_ERRORS " exist noent",
	  sys_restrict_keyring },
	{ "keyctl.move", "key:KEY_SPEC from:KEY_SPEC to:KEY_SPEC [flags:uint]", "true",
	  "put a key from one keyring into another; flags 1: not in place of one",
	  KEY_ERRORS " deadlk exist notdir", sys_move },
	{ "keyctl.dh_compute", "private:KEY_SPEC prime:KEY_SPEC base:KEY_SPEC [buf] [count=4096] [hash:str] [otherinfo:data] [len:count]", "string",
	  "base ^ private mod prime, of keys that hold the numbers; with a hash what is derived of it", KEY_ERRORS " msgsize noent opnotsupp",
	  sys_dh_compute },
	{ "keyctl.instantiate_iov", "key:KEY_SPEC [payload:data] [len:count] [keyring:KEY_SPEC]", "true", "instantiate by another name", KEY_ERRORS,
	  sys_instantiate_iov },
	{ "keyctl.pkey_query", "key:KEY_SPEC [info:str] [query:>keyctl_pkey_query]", "query", "what an asymmetric key can do", KEY_ERRORS " opnotsupp",
	  sys_pkey_query },
	{ "keyctl.pkey_encrypt", "key:KEY_SPEC info:str data [len:count] [buf] [count=4096]", "string",
	  "encrypt by an asymmetric key; info: \"enc=pkcs1\"", KEY_ERRORS " badmsg opnotsupp", sys_pkey_encrypt },
	{ "keyctl.pkey_decrypt", "key:KEY_SPEC info:str data [len:count] [buf] [count=4096]", "string", "decrypt", KEY_ERRORS " badmsg opnotsupp",
	  sys_pkey_decrypt },
	{ "keyctl.pkey_sign", "key:KEY_SPEC info:str data [len:count] [buf] [count=4096]", "string",
	  "sign a digest; info: \"enc=pkcs1 hash=sha256\"", KEY_ERRORS " badmsg opnotsupp", sys_pkey_sign },
	{ "keyctl.pkey_verify", "key:KEY_SPEC info:str data [len:count] signature:data [siglen:count]", "true", "is it signed by this key?",
	  KEY_ERRORS " badmsg keyrejected opnotsupp", sys_pkey_verify },
	{ "keyctl.watch_key", "key:KEY_SPEC fd [id:int]", "true", "tell of changes by a pipe made with notification_pipe; id -1: no more",
	  KEY_ERRORS " badf busy opnotsupp", sys_watch_key },
	{ "keyctl.capabilities", "[buf] [count=8]", "string", "bytes of bits: what the kernel can do with keys", "opnotsupp", sys_capabilities },
	{ 0 },
};
