//! A processor of the core ABI: reverses its input, byte by byte.

const std = @import("std");
const memory = std.heap.wasm_allocator;

/// Allocates memory for the host to write to; null if there is none.
export fn allocate(size: usize) ?[*]u8 {
    const bytes = memory.alloc(u8, size) catch return null;
    return bytes.ptr;
}

/// Frees memory.
export fn deallocate(at: [*]u8, size: usize) void {
    memory.free(at[0..size]);
}

/// Processes the input, writes the length of the output, and returns its address; null on failure.
export fn process(input: [*]const u8, size: usize, length: *u32) ?[*]u8 {
    // One byte more, so that even an empty output has an address.
    const output = memory.alloc(u8, size + 1) catch return null;
    for (0..size) |i| output[i] = input[size - 1 - i];
    length.* = @intCast(size);
    return output.ptr;
}
