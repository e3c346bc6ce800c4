;; Has objects that need garbage collection by the host.
(module
  (memory (export "memory") 1)
  (type $pair (struct (field i32)))
  (func (export "allocate") (param i32) (result i32) (i32.const 1024))
  (func (export "deallocate") (param i32 i32))
  (func (export "process") (param $in i32) (param $len i32) (param $out_len i32) (result i32)
    (struct.get $pair 0 (struct.new $pair (i32.const 1)))))
