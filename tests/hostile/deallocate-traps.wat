;; Processes correctly, and traps when its memory is freed.
(module
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 1024))
  (func (export "allocate") (param i32) (result i32)
    (global.set $free (i32.add (global.get $free) (i32.const 4096))) (global.get $free))
  (func (export "deallocate") (param i32 i32) (unreachable))
  (func (export "process") (param $in i32) (param $len i32) (param $out_len i32) (result i32)
    (i32.const 1024)))
