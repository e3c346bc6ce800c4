//! A WASI program: the lines of standard input in the order of their bytes. With the argument `-r` the other way round.

const std = @import("std");

pub fn main() !void {
    const memory = std.heap.wasm_allocator;
    const args = try std.process.argsAlloc(memory);
    const reverse = args.len > 1 and std.mem.eql(u8, args[1], "-r");

    const input = try std.fs.File.stdin().readToEndAlloc(memory, 16 << 20);
    // A line's end behind the last line makes no other line.
    const text = std.mem.trimRight(u8, input, "\n");
    if (text.len == 0) return;

    var lines: std.ArrayList([]const u8) = .empty;
    var rest = std.mem.splitScalar(u8, text, '\n');
    while (rest.next()) |line| try lines.append(memory, line);
    std.mem.sort([]const u8, lines.items, reverse, comesFirst);

    var output: std.ArrayList(u8) = .empty;
    for (lines.items) |line| {
        try output.appendSlice(memory, line);
        try output.append(memory, '\n');
    }
    try std.fs.File.stdout().writeAll(output.items);
}

fn comesFirst(reverse: bool, a: []const u8, b: []const u8) bool {
    return if (reverse) std.mem.lessThan(u8, b, a) else std.mem.lessThan(u8, a, b);
}
