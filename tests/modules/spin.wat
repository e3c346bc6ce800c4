;; A processor of the core ABI that never ends.
(module
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 16))
  (func (export "allocate") (param i32) (result i32)
    (global.get $free)
    (global.set $free (i32.add (global.get $free) (local.get 0))))
  (func (export "deallocate") (param i32 i32))
  (func (export "process") (param i32 i32 i32) (result i32) (loop $again (br $again)) (unreachable)))
