//! Prints links to random moments, one in each line: the first number, and how many.

use std::env;

use dagwood_proto::share::Query;
use dagwood_tests::moments::shown_moment;

fn main() {
    let numbers: Vec<u64> = env::args().skip(1).map(|number| number.parse().expect("it is a number")).collect();
    let [first, count] = numbers[..] else { panic!("two numbers are the arguments") };
    for seed in first..first + count {
        println!("{}", shown_moment(seed).link(Query::default()).expect("it is small"));
    }
}
