//! The OpenAPI document: what the routes say of themselves, and what holds for all of them.

use async_recursion::async_recursion as boxed;
use axum::{
    Extension,
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::{
    OpenApi,
    openapi::{
        Components, Content, HeaderBuilder, OpenApi as Document, PathItem, Ref, RefOr, Required,
        ResponseBuilder,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
        security::{
            ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
        },
    },
};
use utoipa_axum::router::OpenApiRouter;

use crate::{State, api::problem::ProblemBody};

/// What the document calls a bearer token.
const TOKEN: &str = "token";

/// What it calls the secret of a system outside.
const CONSOLE: &str = "console";

/// What it calls the cookie of a session, and the token of our forms that goes with it.
const SESSION: [&str; 2] = ["session", "form_token"];

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
        components.add_security_scheme(TOKEN, SecurityScheme::Http(http.build()));
        let http = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The secret of a console of this installation."));
        components.add_security_scheme(CONSOLE, SecurityScheme::Http(http.build()));
        let [cookie, form_token] = SESSION;
        let words = "The cookie of who is signed in; without TLS it is called `chancery`.";
        let key = ApiKeyValue::with_description("__Host-chancery", words);
        components.add_security_scheme(cookie, SecurityScheme::ApiKey(ApiKey::Cookie(key)));
        let words = "The token that every form of the session's pages carries.";
        let key = ApiKeyValue::with_description("X-Form-Token", words);
        components.add_security_scheme(form_token, SecurityScheme::ApiKey(ApiKey::Header(key)));
        for item in document.paths.paths.values_mut() {
            operations(item).for_each(add_problems);
        }
        // A document of texts and maps always has a JSON form.
        Self(serde_json::to_vec_pretty(&document).unwrap_or_default().into())
    }
}

/// Says of these routes that their POST takes an `Idempotency-Key`.
pub fn taking_keys(mut routes: OpenApiRouter<State>) -> OpenApiRouter<State> {
    for item in routes.get_openapi_mut().paths.paths.values_mut() {
        let Some(post) = &mut item.post else { continue };
        let words = "The same request under the same key is done once; kept for 24 hours.";
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(words))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()));
        post.parameters.get_or_insert_default().push(RefOr::T(key.build()));
    }
    routes
}

/// Says of these routes that they are for who is known.
pub fn needing_a_token(routes: OpenApiRouter<State>) -> OpenApiRouter<State> {
    needing(&[TOKEN], routes)
}

/// Says of these routes that they are for who is signed in: no token does.
pub fn needing_a_session(routes: OpenApiRouter<State>) -> OpenApiRouter<State> {
    needing(&SESSION, routes)
}

/// Says of these routes that they are for systems outside.
pub fn needing_a_console(routes: OpenApiRouter<State>) -> OpenApiRouter<State> {
    needing(&[CONSOLE], routes)
}

fn needing(schemes: &[&str], mut routes: OpenApiRouter<State>) -> OpenApiRouter<State> {
    for item in routes.get_openapi_mut().paths.paths.values_mut() {
        for operation in operations(item) {
            let needed = schemes.iter().fold(SecurityRequirement::default(), |needed, scheme| {
                needed.add(*scheme, Vec::<String>::new())
            });
            operation.security = Some(vec![needed]);
        }
    }
    routes
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
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
    let responses = &mut operation.responses.responses;
    responses.insert("default".to_owned(), RefOr::T(problem.build()));
}

/// Returns the OpenAPI document.
#[utoipa::path(get, path = "/openapi.json", operation_id = "show_document", tag = "document",
    responses((status = 200, description = "This document.", content_type = "application/json")))]
#[boxed]
pub async fn show(Extension(Text(text)): Extension<Text>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
