//! `dagwood export`: a run as a picture or as a test.

use dagwood_export::{
    svg::{self, Moment, Picture, Subject},
    test::Test,
};

use crate::{
    args::{self, Drawn, Export, ExportFormat},
    console::Console,
    exit::{Exit, Failure},
    output, run,
    source::Name,
};

pub(crate) fn export(args: &Export, console: &mut Console) -> Result<Exit, Failure> {
    let exported = match args.to {
        ExportFormat::Svg => picture(args, console)?,
        ExportFormat::Test => test(args, console)?,
    };
    output::write(&args.output, &exported, console)?;
    Ok(Exit::Succeeded)
}

fn picture(args: &Export, console: &mut Console) -> Result<String, Failure> {
    let args::Picture { step, draw, left_to_right } = args.picture;
    let name = args.run.file.file_name().unwrap_or_default().to_string_lossy();
    let draw_it = |subject| svg::write(&Picture { name: &name, subject, across: left_to_right });
    let refuse = |message: String| Err(Failure::of_call("step", message));
    let subject: fn(_) -> _ = match draw.unwrap_or(Drawn::Both) {
        Drawn::Workflow if step.is_some() || !args.run.fork.is_empty() => {
            return refuse("`--draw workflow` draws the workflow without a run, so it has no steps".into());
        }
        Drawn::Workflow => {
            let (_, plan, _) = run::read(&args.run, console)?;
            return Ok(draw_it(Subject::Workflow(plan.graph())));
        }
        Drawn::Graph => Subject::Graph,
        Drawn::Timeline => Subject::Timeline,
        Drawn::Both => Subject::Both,
    };
    let (_, trace) = run::run_in_virtual_time(&args.run, console)?;
    let step = step.unwrap_or(trace.len());
    if step > trace.len() {
        return refuse(format!("there is no step {step}: the run has {} events", trace.len()));
    }
    Ok(draw_it(subject(Moment { trace: &trace, step })))
}

fn test(args: &Export, console: &mut Console) -> Result<String, Failure> {
    if args.picture != args::Picture::default() {
        return Err(Failure::of_call("option", "`--step`, `--draw` and `--left-to-right` are options of `--to svg`"));
    }
    let (source, trace) = run::run_in_virtual_time(&args.run, console)?;
    let overrides = args.run.choices.overrides(args.run.strategy.strategy);
    let test = Test::new(&source.text, overrides, &trace).and_then(|test| test.write());
    test.map_err(|unfit| Failure::of_file(Name(&args.run.file), "test", unfit))
}
