/* A processor of the core ABI, without a library: reverses its input, byte by byte. */

typedef unsigned char byte;
typedef __SIZE_TYPE__ size;

/* The linker sets this to the end of static data. */
extern byte __heap_base;

static size next = 0;

/* Allocates memory for the host to write to, one block after the other; null if there is no more. Nothing is freed: an
   instance lives for only one call. */
__attribute__((export_name("allocate"))) void *allocate(size wanted) {
    if (next == 0) next = (size)&__heap_base;
    size at = (next + 7) & ~(size)7;
    size end = at + wanted;
    size pages = (end + 0xffff) >> 16;
    size have = __builtin_wasm_memory_size(0);
    if (end < at || (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (size)-1)) return 0;
    next = end;
    return (void *)at;
}

__attribute__((export_name("deallocate"))) void deallocate(void *at, size length) {
    (void)at;
    (void)length;
}

/* Processes the input, writes the length of the output to `length`, and returns its address; null on failure. */
__attribute__((export_name("process"))) byte *process(const byte *input, size count, unsigned *length) {
    byte *output = allocate(count > 0 ? count : 1);
    if (output == 0) return 0;
    for (size i = 0; i < count; i++) output[i] = input[count - 1 - i];
    *length = count;
    return output;
}
