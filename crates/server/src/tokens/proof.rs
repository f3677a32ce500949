//! Proving who somebody is, with limits to how often it may be tried.

use std::net::IpAddr;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use cordboard_acd::{AccessKeyId, AgentId, Time, credential, sign_in::SignInWay};

use crate::{problem::Refused, state::AppState};

use super::hash;

/// Whom somebody has proved to be, and how.
pub(crate) struct Proved {
    pub(crate) agent: AgentId,
    /// When the password that was proved had been set.
    pub(crate) password_set_at: Option<Time>,
    pub(crate) way: SignInWay,
}

impl AppState {
    /// Gives whom name and password prove; `None`: they do not hold.
    pub(crate) async fn prove_by_password(
        &self,
        from: IpAddr,
        name: &str,
        password: String,
    ) -> Result<Option<Proved>, Refused> {
        let login = name.to_owned();
        let known = self.floor.read(move |floor| {
            let agent = floor.agent_by_login(&login).map(|agent| agent.id);
            let of = agent.map(credential::Holder::Agent);
            let known = of.and_then(|of| floor.credential(&of));
            let set_at = known.map(|known| known.set_at);
            (agent, set_at, known.map(|known| known.hash.text().to_owned()))
        });
        let (agent, password_set_at, kept) = known.await?;
        let holds = self.try_password(name, from, kept, password).await?;
        let way = SignInWay::Password;
        Ok(agent.filter(|_| holds).map(|agent| Proved { agent, password_set_at, way }))
    }

    /// Gives whom name and password prove, or, where the name is an access key's id, its secret.
    pub(crate) async fn prove_by_either(
        &self,
        from: IpAddr,
        name: &str,
        secret: String,
    ) -> Result<Option<Proved>, Refused> {
        if self.knows_access_key(name).await? {
            return self.prove_by_access_key(from, name, &secret).await;
        }
        self.prove_by_password(from, name, secret).await
    }

    /// Gives for whom the holder of an access key works; `None`: it does not hold.
    pub(crate) async fn prove_by_access_key(
        &self,
        from: IpAddr,
        id: &str,
        secret: &str,
    ) -> Result<Option<Proved>, Refused> {
        let counted = format!("access-key:{id}");
        let key = AccessKeyId(id.to_owned());
        let known = self.floor.read(move |floor| {
            floor.access_key(&key).map(|known| (known.key.agent, known.key.secret))
        });
        let known = known
            .await?
            .filter(|(_, kept)| verify_slices_are_equal(&kept.0, &hash(secret).0).is_ok());
        let Some((agent, _)) = known else {
            // Whatever is wrong, the answer takes as long.
            self.try_password(&counted, from, None, String::new()).await?;
            return Ok(None);
        };
        self.attempts.check(&counted, from, self.clock.now())?;
        let way = SignInWay::AccessKey(AccessKeyId(id.to_owned()));
        Ok(Some(Proved { agent, password_set_at: None, way }))
    }

    async fn knows_access_key(&self, id: &str) -> Result<bool, Refused> {
        let id = AccessKeyId(id.to_owned());
        Ok(self.floor.read(move |floor| floor.access_key(&id).is_some()).await?)
    }

    /// Says whether a password is the one of the hash. `counted` names whose it is to be.
    pub(crate) async fn try_password(
        &self,
        counted: &str,
        from: IpAddr,
        hash: Option<String>,
        password: String,
    ) -> Result<bool, Refused> {
        self.attempts.check(counted, from, self.clock.now())?;
        let turn = self.passwords.turn().await;
        // Now, so that of many at once none is tried beyond what is allowed.
        let at = self.clock.now();
        self.attempts.begin(counted, from, at)?;
        let holds = self.passwords.hold(&turn, hash, password).await;
        if holds {
            self.attempts.forgive(counted, from, at);
        }
        Ok(holds)
    }
}
