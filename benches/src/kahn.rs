//! The limit: the least work of any scheduler. Kahn's algorithm over compressed sparse rows, with the task's body
//! inside the loop. It records nothing.

pub struct Kahn {
    offsets: Vec<u32>,
    dependents: Vec<u32>,
    own_offsets: Vec<u32>,
    dependencies: Vec<u32>,
    waiting_for: Vec<u32>,
    order: Vec<u32>,
    values: Vec<u32>,
}

impl Kahn {
    pub fn new(dependencies: &[Vec<u32>]) -> Self {
        let mut dependents = vec![Vec::new(); dependencies.len()];
        for (i, own) in dependencies.iter().enumerate() {
            own.iter().for_each(|&d| dependents[d as usize].push(i as u32));
        }
        Self {
            offsets: offsets(&dependents),
            dependents: dependents.concat(),
            own_offsets: offsets(dependencies),
            dependencies: dependencies.concat(),
            waiting_for: Vec::new(),
            order: Vec::new(),
            values: vec![0; dependencies.len()],
        }
    }

    /// The sum of all values.
    pub fn run(&mut self) -> u32 {
        self.waiting_for.clear();
        self.waiting_for.extend(self.own_offsets.windows(2).map(|pair| pair[1] - pair[0]));
        self.order.clear();
        self.order.extend((0..self.waiting_for.len() as u32).filter(|&p| self.waiting_for[p as usize] == 0));
        let (mut done, mut sum) = (0, 0_u32);
        while let Some(&p) = self.order.get(done) {
            let p = p as usize;
            done += 1;
            let own = &self.dependencies[self.own_offsets[p] as usize..self.own_offsets[p + 1] as usize];
            let value = own.iter().fold(1_u32, |value, &d| value.wrapping_add(self.values[d as usize]));
            self.values[p] = value;
            sum = sum.wrapping_add(value);
            for &next in &self.dependents[self.offsets[p] as usize..self.offsets[p + 1] as usize] {
                self.waiting_for[next as usize] -= 1;
                if self.waiting_for[next as usize] == 0 {
                    self.order.push(next);
                }
            }
        }
        sum
    }
}

fn offsets(rows: &[Vec<u32>]) -> Vec<u32> {
    let ends = rows.iter().scan(0, |end, row| {
        *end += row.len() as u32;
        Some(*end)
    });
    [0].into_iter().chain(ends).collect()
}
