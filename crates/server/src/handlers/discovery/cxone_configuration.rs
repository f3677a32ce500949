use axum::{Json, extract::State, http::Uri};
use cordboard_protocol::{
    discovery::{CxoneConfiguration, CxoneConfigurationWanted},
    problem::ProblemType,
};

use crate::{
    config::Names,
    http::{Base, Params},
    problem::Refused,
    state::AppState,
    wire,
};

/// Says where the parts of the platform are.
///
/// # Errors
/// `unknown-resource` for another tenant.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[utoipa::path(
    get,
    path = "/.well-known/cxone-configuration",
    params(CxoneConfigurationWanted),
    responses((status = 200, description = "Where they are", body = CxoneConfiguration)),
)]
pub(crate) async fn cxone_configuration(
    State(state): State<AppState>,
    base: Base,
    uri: Uri,
) -> Result<Json<CxoneConfiguration>, Refused> {
    let wanted: CxoneConfigurationWanted = Params::of_query(uri.query())?.read()?;
    let (setup, discovery) = (state.setup(), &state.config.discovery);
    let own = wire::tenant_id(&setup, discovery);
    if wanted.tenant_id.is_some_and(|wanted| !wanted.is_empty() && wanted != own) {
        let detail = "there is no such tenant: `tenantId` of an id_token names the one here";
        return Err(Refused::because(ProblemType::UnknownResource, detail));
    }
    let Names { area, cluster, domain, acd_domain, uh_domain } = discovery.names(&base.0);
    let Base(base) = base;
    Ok(Json(CxoneConfiguration {
        api_endpoint: base.clone(),
        auth_endpoint: base.clone(),
        ui_endpoint: base,
        area,
        cluster,
        domain,
        acd_domain,
        uh_domain,
    }))
}
