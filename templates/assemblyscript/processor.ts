// A processor of the core ABI: the input backwards, byte by byte.

/** Gives the host memory to write to. */
export function allocate(size: i32): usize {
  return heap.alloc(size);
}

/** Takes memory back. */
export function deallocate(at: usize, size: i32): void {
  heap.free(at);
}

/** Processes the input, stores the length of the output, and answers where it is; 0 if it failed. */
export function process(input: usize, size: i32, length: usize): usize {
  const output = heap.alloc(size);
  for (let i = 0; i < size; i++) {
    store<u8>(output + i, load<u8>(input + size - 1 - i));
  }
  store<i32>(length, size);
  return output;
}
