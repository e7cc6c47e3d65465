//! The OpenAPI document: what the routes say of themselves, and what holds for all of them.

use std::collections::BTreeMap;

use axum::{
    Extension,
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::{
    OpenApi,
    openapi::{
        Components, Content, HeaderBuilder, OpenApi as Document, PathItem, Ref, RefOr,
        ResponseBuilder,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use crate::{State, api::problem::ProblemBody};

/// Routes that anybody may ask.
const PUBLIC: [&str; 2] = ["/openapi.json", "/log/checkpoint"];

/// What paths end in whose POST takes no `Idempotency-Key`.
const ONCE: [&str; 2] = ["/unsealing", "/search"];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Chancery",
        version = "1",
        description = "Cases of a support and security desk. Texts are redacted; opening an original is \
                       an act that is recorded and shown to the person concerned.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/api/v1")),
    components(schemas(ProblemBody)),
)]
struct Base;

/// Begins the document, without routes.
pub fn of_nothing() -> OpenApiRouter<State> {
    OpenApiRouter::with_openapi(Base::openapi())
}

/// The document as sent.
#[derive(Clone)]
pub struct Text(Bytes);

impl Text {
    /// Adds to the document what holds for all routes.
    pub fn of(mut document: Document) -> Self {
        let http = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token of `chancery token create`."));
        let components = document.components.get_or_insert_with(Components::new);
        components.add_security_scheme("token", SecurityScheme::Http(http.build()));
        for (path, item) in &mut document.paths.paths {
            complete(path, item);
        }
        // A document of texts and maps always has a JSON form.
        Self(serde_json::to_vec_pretty(&document).unwrap_or_default().into())
    }
}

fn complete(path: &str, item: &mut PathItem) {
    let is_once = ONCE.iter().any(|end| path.ends_with(end));
    if let Some(post) = item.post.as_mut().filter(|_| !is_once) {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(utoipa::openapi::Required::False)
            .description(Some(
                "The same request under the same key is done once; kept for 24 hours.",
            ))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()));
        post.parameters.get_or_insert_default().push(RefOr::T(key.build()));
    }
    let methods = [&mut item.get, &mut item.post, &mut item.patch, &mut item.delete];
    for operation in methods.into_iter().flatten() {
        if !PUBLIC.contains(&path) {
            let needed = SecurityRequirement::new("token", Vec::<String>::new());
            operation.security = Some(vec![needed]);
        }
        add_problems(operation);
    }
}

fn add_problems(operation: &mut Operation) {
    let schema = Ref::from_schema_name("Problem");
    let retry = HeaderBuilder::new()
        .description(Some("Seconds after which it is worth trying again."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).build()));
    let problem = ResponseBuilder::new()
        .description("What went wrong (RFC 9457).")
        .header("Retry-After", retry.build())
        .content("application/problem+json", Content::new(Some(RefOr::Ref(schema))));
    let mut responses: BTreeMap<_, _> = std::mem::take(&mut operation.responses.responses);
    responses.insert("default".to_owned(), RefOr::T(problem.build()));
    operation.responses.responses = responses;
}

/// Returns the OpenAPI document.
#[utoipa::path(get, path = "/openapi.json", operation_id = "show_document", tag = "document",
    responses((status = 200, description = "This document.", content_type = "application/json")))]
pub async fn show(Extension(Text(text)): Extension<Text>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
