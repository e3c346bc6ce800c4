;; A processor of the core ABI, written by hand: a to z become A to Z, every other byte stays.
(module
  ;; The host reads and writes here; it finds the memory by this name.
  (memory (export "memory") 1)

  ;; The first free address. 0 would mean failure, so nothing begins there.
  (global $free (mut i32) (i32.const 16))

  ;; Gives the host `size` bytes to write to: one piece behind the other, none ever given back, for an instance lives for
  ;; one call. 0 if there is no more memory.
  (func $allocate (export "allocate") (param $size i32) (result i32)
    (local $at i32)
    (local $missing i32)
    (local.set $at (global.get $free))
    (global.set $free (i32.add (local.get $at) (local.get $size)))
    ;; How many pages of 64 KiB are missing: those up to the new end, less those that are there.
    (local.set $missing
      (i32.sub
        (i32.shr_u (i32.add (global.get $free) (i32.const 65535)) (i32.const 16))
        (memory.size)))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then
        (if (i32.eq (memory.grow (local.get $missing)) (i32.const -1))
          (then (return (i32.const 0))))))
    (local.get $at))

  (func (export "deallocate") (param $at i32) (param $size i32))

  ;; Processes `len` bytes at `in`, stores the length of the output at `out_len`, and returns where it is.
  (func (export "process") (param $in i32) (param $len i32) (param $out_len i32) (result i32)
    (local $out i32)
    (local $i i32)
    (local $byte i32)
    ;; One byte more, so that even an empty output is somewhere.
    (local.set $out (call $allocate (i32.add (local.get $len) (i32.const 1))))
    (if (i32.eqz (local.get $out)) (then (return (i32.const 0))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $i) (local.get $len)))
        (local.set $byte (i32.load8_u (i32.add (local.get $in) (local.get $i))))
        ;; a to z: 97 to 122. Below 97 the difference wraps to a large number.
        (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 97)) (i32.const 26))
          (then (local.set $byte (i32.sub (local.get $byte) (i32.const 32)))))
        (i32.store8 (i32.add (local.get $out) (local.get $i)) (local.get $byte))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (i32.store (local.get $out_len) (local.get $len))
    (local.get $out)))
