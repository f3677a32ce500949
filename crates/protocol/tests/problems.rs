//! `docs/problems.md` lists exactly the problems that there are.

use cordboard_protocol::problem::ProblemType;

#[test]
fn every_problem_is_listed_in_order_with_its_status_and_title() {
    let document = include_str!("../../../docs/problems.md");
    let listed = document
        .lines()
        .filter(|line| line.starts_with("| `/problems/"))
        .map(|line| line.rsplit_once(" | ").map_or(line, |(listed, _)| listed))
        .collect::<Vec<_>>();
    let expected = ProblemType::ALL.map(|problem| {
        let (name, status, title) = problem.parts();
        format!("| `/problems/{name}` | {status} | {title}")
    });
    assert_eq!(listed, expected);
}
