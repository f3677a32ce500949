//! Where the workspace is and what belongs to it.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use cargo_metadata::{CargoOpt, Metadata, MetadataCommand};

pub(crate) struct Workspace {
    metadata: Metadata,
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this program was built from.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let metadata = MetadataCommand::new()
            .manifest_path(manifest)
            .no_deps()
            .features(CargoOpt::AllFeatures)
            .exec()
            .context("cargo metadata cannot read the workspace")?;
        let root = metadata.workspace_root.clone().into_std_path_buf();
        let target = metadata.target_directory.clone().into_std_path_buf();
        Ok(Self { metadata, root, target })
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path of the repository, `/` between its parts.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where the files for the browser are put.
    pub(crate) fn dist(&self, what: &str) -> PathBuf {
        self.target.join("dist").join(what)
    }

    /// The server's binary as `cargo build` leaves it.
    pub(crate) fn server(&self) -> PathBuf {
        self.target.join("debug/cordboard")
    }
}
