//! The host of `@cordboard/page/testing`: the broker itself, as WebAssembly without windows.

use cordboard_vectors::Host;
use wasm_bindgen::prelude::*;

fn main() {}

/// A host that is told step by step what happens; see [`Host`].
#[wasm_bindgen]
pub struct PageHost(Host);

#[wasm_bindgen]
impl PageHost {
    /// Begins with a vector's `given`, as JSON.
    ///
    /// # Errors
    /// A text that is none.
    #[wasm_bindgen(constructor)]
    pub fn new(given: &str) -> Result<Self, JsError> {
        Host::new(given).map(Self).map_err(|error| JsError::new(&error))
    }

    /// Plays a vector's step, as JSON, and says all that comes of it as JSON.
    ///
    /// # Errors
    /// A text that is no step, or what makes no sense.
    pub fn play(&mut self, step: &str) -> Result<String, JsError> {
        self.0.play(step).map_err(|error| JsError::new(&error))
    }

    /// When a step must come, if nothing happens before, in milliseconds.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a test")]
    pub fn timeout(&self) -> Option<f64> {
        self.0.timeout().map(|at_ms| at_ms as f64)
    }
}
