;; A processor of the core ABI: adds an exclamation mark to the input. It never frees memory.
(module
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 16))

  (func $allocate (export "allocate") (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (global.get $free))
    ;; The next address is a multiple of 8.
    (global.set $free (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const -8)))
    ;; As many pages as needed: -1 says that there are no more.
    (if (i32.gt_u (global.get $free) (i32.shl (memory.size) (i32.const 16)))
      (then
        (if (i32.eq
              (memory.grow (i32.add (i32.shr_u (local.get $size) (i32.const 16)) (i32.const 1)))
              (i32.const -1))
          (then (return (i32.const 0))))))
    (local.get $at))

  (func (export "deallocate") (param i32 i32))

  (func (export "process") (param $in i32) (param $len i32) (param $out_len i32) (result i32)
    (local $out i32)
    (local.set $out (call $allocate (i32.add (local.get $len) (i32.const 1))))
    (memory.copy (local.get $out) (local.get $in) (local.get $len))
    (i32.store8 (i32.add (local.get $out) (local.get $len)) (i32.const 33))
    (i32.store (local.get $out_len) (i32.add (local.get $len) (i32.const 1)))
    (local.get $out)))
