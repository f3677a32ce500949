//! A program that writes, and syncs or does not: what the layer is tried with.
//!
//! Each argument is a step: `write FILE TEXT`, `sync FILE`, `sync .`, `rename FILE FILE`, `remove FILE`, `time`. It
//! says `done` or what went wrong after each, and waits at the end until it is killed.
#![expect(clippy::print_stdout, reason = "a program for tests speaks on stdout")]

use std::{
    env, fs,
    io::{self, Read, Write},
    path::Path,
};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_default();
    for step in arguments {
        match carry_out(Path::new(&folder), &step) {
            Ok(said) => println!("{said}"),
            Err(error) => println!("{error}"),
        }
    }
    println!("end");
    io::stdin().read_to_end(&mut Vec::new()).map(|_| ())
}

fn carry_out(folder: &Path, step: &str) -> io::Result<String> {
    let mut words = step.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (what, name, more) = (word(), word(), word());
    let file = if name == "." { folder.to_owned() } else { folder.join(name) };
    match what {
        "write" => {
            let mut file = fs::File::options().append(true).create(true).open(file)?;
            file.write_all(more.as_bytes())?;
        }
        "sync" => fs::File::open(file)?.sync_all()?,
        "rename" => fs::rename(file, folder.join(more))?,
        "remove" => fs::remove_file(file)?,
        #[expect(clippy::disallowed_methods, reason = "it is the clock that is tried")]
        "time" => {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            return Ok(since.map_err(io::Error::other)?.as_millis().to_string());
        }
        _ => return Err(io::Error::other("no such step")),
    }
    Ok("done".to_owned())
}
