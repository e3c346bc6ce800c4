//! `dagwood export`: a run in a format for other programs.

use dagwood_export::svg::{self, Moment, Picture, Subject};

use crate::{
    args::{Drawn, Export, ExportFormat},
    console::Console,
    exit::{Exit, Failure},
    output, run,
};

pub(crate) fn export(args: &Export, console: &mut Console) -> Result<Exit, Failure> {
    let exported = match args.to {
        ExportFormat::Svg => picture(args, console)?,
    };
    output::write(&args.output, &exported, console)?;
    Ok(Exit::Succeeded)
}

fn picture(args: &Export, console: &mut Console) -> Result<String, Failure> {
    let name = args.run.file.file_name().unwrap_or_default().to_string_lossy();
    let draw = |subject| svg::write(&Picture { name: &name, subject, across: args.left_to_right });
    let refuse = |message: String| Err(Failure::of_call("step", message));
    let subject: fn(_) -> _ = match args.draw {
        Drawn::Workflow if args.step.is_some() || !args.run.fork.is_empty() => {
            return refuse("`--draw workflow` draws the workflow without a run, so it has no steps".into());
        }
        Drawn::Workflow => {
            let (plan, _) = run::read(&args.run, console)?;
            return Ok(draw(Subject::Workflow(plan.graph())));
        }
        Drawn::Graph => Subject::Graph,
        Drawn::Timeline => Subject::Timeline,
        Drawn::Both => Subject::Both,
    };
    let trace = run::run_in_virtual_time(&args.run, console)?;
    let step = args.step.unwrap_or(trace.len());
    if step > trace.len() {
        return refuse(format!("there is no step {step}: the run has {} events", trace.len()));
    }
    Ok(draw(subject(Moment { trace: &trace, step })))
}
