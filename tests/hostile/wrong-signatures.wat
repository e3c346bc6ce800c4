;; Exports the right names with the wrong types.
(module
  (memory (export "memory") 1)
  (func (export "allocate") (param i64) (result i64) (i64.const 16))
  (func (export "deallocate"))
  (func (export "process") (param f32)))
