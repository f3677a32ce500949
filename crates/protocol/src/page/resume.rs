use serde::Serialize;

use super::Loose;

/// Where a page that comes back was: the last message that it has dealt with.
///
/// # Shape
/// `{"epoch":"k3","seq":17}`
///
/// # Source
/// P49
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(all(test, feature = "openapi"), derive(utoipa::ToSchema))]
pub struct Resume {
    /// Names the registration that the message was of.
    pub epoch: String,
    /// The message's number in it, from 1.
    #[cfg_attr(
        all(test, feature = "openapi"),
        schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)
    )]
    pub seq: u64,
}

/// The keys of `resume` that the protocol knows; all `undefined` where it is no object.
///
/// # Source
/// P49
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LooseResume {
    /// `epoch`.
    pub epoch: Loose,
    /// `seq`.
    pub seq: Loose,
    /// `state`: whether what is the case now is wanted beside what was missed.
    pub state: Loose,
}

/// A `resume` from which nothing can be resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedResume;

impl Resume {
    /// Takes a text and a whole number from 1 to 2^53-1.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(resume: &LooseResume) -> Result<Self, MalformedResume> {
        let (Loose::Text(epoch), Loose::Number(seq)) = (&resume.epoch, &resume.seq) else {
            return Err(MalformedResume);
        };
        // The same numbers as a contact id's.
        let seq = super::ContactId::from_number(*seq).ok_or(MalformedResume)?.get();
        Ok(Self { epoch: epoch.clone(), seq })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_is_a_text_and_a_number_is_whole() {
        let resume = |epoch: &str, seq| LooseResume {
            epoch: Loose::Text(epoch.into()),
            seq: Loose::Number(seq),
            state: Loose::Undefined,
        };
        let right = Resume { epoch: "k3".into(), seq: 17 };
        assert_eq!(Resume::parse(&resume("k3", 17.0)), Ok(right));
        for seq in [0.0, -1.0, 1.5, f64::NAN, 1e17] {
            assert_eq!(Resume::parse(&resume("k3", seq)), Err(MalformedResume));
        }
        assert_eq!(Resume::parse(&LooseResume::default()), Err(MalformedResume));
    }
}
