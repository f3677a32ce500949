//! Names that are never given twice, in this browser or another.

/// Makes a name: two desktops of one browser must not name their windows alike, nor one its page bridges after a
/// reload.
pub(super) fn new_key() -> String {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let mut random = [0_u8; 12];
    if let Some(crypto) = crypto {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    random.iter().fold(String::from("p"), |mut key, byte| {
        use std::fmt::Write as _;
        // Writing to a string cannot fail.
        let _ = write!(key, "{byte:02x}");
        key
    })
}
