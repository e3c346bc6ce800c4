;; Computes with 128-bit vectors.
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "deallocate") (param i32 i32))
  (func (export "process") (param $in i32) (param $len i32) (param $out_len i32) (result i32)
    (i32x4.extract_lane 0 (v128.const i32x4 0 0 0 0))))
