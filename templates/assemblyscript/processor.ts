// A processor of the core ABI: reverses its input, byte by byte.

/** Allocates memory for the host to write to. */
export function allocate(size: i32): usize {
  return heap.alloc(size);
}

/** Frees memory. */
export function deallocate(at: usize, size: i32): void {
  heap.free(at);
}

/** Processes the input, stores the length of the output, and returns its address; 0 on failure. */
export function process(input: usize, size: i32, length: usize): usize {
  const output = heap.alloc(size);
  for (let i = 0; i < size; i++) {
    store<u8>(output + i, load<u8>(input + size - 1 - i));
  }
  store<i32>(length, size);
  return output;
}
