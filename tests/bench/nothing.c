/* The least that a program can do: what starting and ending one costs on this machine. */
int main(void)
{
	return 0;
}
