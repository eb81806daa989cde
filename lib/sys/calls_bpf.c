/* bpf(2) and perf_event_open(2): what their structs point to is checked by Lua's functions, so none has a stub. */
#include "sys/calls.h"

const struct lsys_call lsys_calls_bpf[] = {
	{ "bpf", "cmd:BPF_CMD attr:bpf_attr", "number, or fd", "ask for something of the kernel's machine",
	  "2big acces badf exist fault inval noent nomem perm", 0 },
	{ "bpf_prog_load", "type:BPF_PROG insns:bpf_insns len:int [license:str=GPL] [version:uint] [log_level:uint]",
	  "fd, log; or nil, error, log", "load a program", "acces inval nomem perm", 0 },
	{ "bpf_map_create", "type:BPF_MAP key_size:uint value_size:uint max_entries:uint", "fd", "make a map", "inval nomem perm", 0 },
	{ "bpf_map_op", "op:BPF_CMD fd key:bytes value_or_next:buf [flags:BPF]", "number", "look up, change, remove or walk elements",
	  "2big exist inval noent perm", 0 },
	{ 0 },
};

const struct lsys_call lsys_calls_perf[] = {
	{ "perf_event_open", "attr:perf_event_attr [pid] [cpu:int=-1] [group_fd:fd=-1] [flags:PERF_FLAG]", "fd", "count or sample events",
	  "2big acces badf inval mfile nodev noent opnotsupp perm srch", 0 },
	{ "perf_tracepoint", "path", "number", "number of a tracepoint: \"sched/sched_switch\"", "acces noent", 0 },
	{ "perf_probe", "type:str name:str [definition:str] [retval:bool]", "number, or true", "make or remove a kprobe or uprobe",
	  "acces exist inval noent", 0 },
	{ "perf_attach_tracepoint", "tp:number [pid=-1] [cpu:int=0] [group_fd:fd=-1] [attrs:table]", "t.perf_reader",
	  "read a tracepoint's events", "acces inval noent perm srch", 0 },
	{ 0 },
};
