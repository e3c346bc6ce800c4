;; A program that passes addresses and counts outside its memory, and fails when it gets an error.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (call $exit
      (i32.or
        (i32.or
          (call $write (i32.const 1) (i32.const -8) (i32.const -1) (i32.const -1))
          (call $random (i32.const 1) (i32.const -1)))
        (i32.or
          (call $args (i32.const -1) (i32.const -1))
          (call $poll (i32.const -1) (i32.const -1) (i32.const 1000) (i32.const -1)))))))
