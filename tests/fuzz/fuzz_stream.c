/*
 * Any bytes as all that a kernel says while interfaces are walked, asked for by name and listened to: the way from
 * recvmsg to a record, with every turn that lib/nl/socket.c and lib/nl/ifaces.c can take. See play.h and script.h.
 */
#include <string.h>

#include "kernel.h"
#include "play.h"
#include "show.h"

#define SIZE_MAX_HERE 65536

static void see(const struct lsys_link *l, const struct play *p)
{
	static const char *const cols[] = { "netns,ifname,state,kind,address,mtu,master,link,stats64.rx_bytes,addresses" };
	static struct judge_json *schema;
	struct show how = { .rec = &lsys_link_record, .cols = cols, .ncols = 1, .pretty = p->pad & 1, .term.width = p->pad };

	if (!schema)
		schema = show_schema(&lsys_link_record);
	how.schema = schema;
	for (uint32_t i = 0; i < l->addresses.n; i++)
		must(((const struct lsys_addr *)l->addresses.p)[i].ifindex == l->ifindex);
	must(!(p->flags & PLAY_NO_ADDRESSES) || !l->addresses.n);
	show(&how, l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct watch watch = { .link = see };
	struct play p;

	if (size < sizeof(p) || size > SIZE_MAX_HERE)
		return 0;
	memcpy(&p, data, sizeof(p));
	kernel_begin(data + sizeof(p), size - sizeof(p));
	kernel.old = size & 1;
	play(&p, &watch);
	kernel_end();
	return 0;
}
