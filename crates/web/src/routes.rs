//! Routes to pages, with every page behind one type.
//!
//! The compiler makes axum's routing anew for each handler's type, and for each piece of it proves again that all that the
//! handler awaits, down to the database, may go to another thread: half of the time this crate took to build. Here a handler is
//! seen once, as it is put behind a pointer; what axum routes to is one type for all.

use std::{pin::Pin, sync::Arc};

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    response::Response,
    routing::{MethodRouter, get as get_of, post as post_of},
};

use crate::State;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler, whatever it takes.
#[derive(Clone)]
struct Page(Arc<dyn Fn(Request, State) -> Answer + Send + Sync>);

impl Handler<Page, State> for Page {
    type Future = Answer;

    fn call(self, request: Request, state: State) -> Answer {
        (self.0)(request, state)
    }
}

fn page<H, T>(handler: H) -> Page
where
    H: Handler<T, State, Future = Answer>,
{
    Page(Arc::new(move |request, state| handler.clone().call(request, state)))
}

/// The handlers of one path, by method.
pub struct Methods(MethodRouter<State>);

/// Sends GET to a handler.
pub fn get<H, T>(handler: H) -> Methods
where
    H: Handler<T, State, Future = Answer>,
{
    Methods(get_of(page(handler)))
}

/// Sends POST to a handler.
pub fn post<H, T>(handler: H) -> Methods
where
    H: Handler<T, State, Future = Answer>,
{
    Methods(post_of(page(handler)))
}

impl Methods {
    /// Sends POST to a handler, too.
    pub fn post<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, State, Future = Answer>,
    {
        Self(self.0.post(page(handler)))
    }
}

/// Paths, and what answers them.
pub struct Routes(Router<State>);

impl Routes {
    /// Begins without any.
    pub fn new() -> Self {
        Self(Router::new())
    }

    /// Adds a path.
    pub fn route(self, path: &str, methods: Methods) -> Self {
        Self(self.0.route(path, methods.0))
    }

    /// Adds the paths of another.
    pub fn merge(self, other: Self) -> Self {
        Self(self.0.merge(other.0))
    }

    /// Returns them as axum's.
    pub fn into_router(self) -> Router<State> {
        self.0
    }
}
