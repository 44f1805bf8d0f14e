//! The browser's exports: the page writes a question into a buffer, asks, and reads the answer from another.
#![expect(
    unsafe_code,
    reason = "an exported name is what a browser calls; no pointer is followed here"
)]

use std::cell::RefCell;

use super::Engine;

#[derive(Default)]
struct EngineDesk {
    engine: Engine,
    question: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    // A worker of a browser has one thread, so no lock is needed.
    static DESK: RefCell<EngineDesk> = RefCell::default();
}

/// Makes room for a question of so many bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn question(length: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.question.clear();
        // The page writes into the buffer after this call, so it must not move before the page asks.
        desk.question.resize(length, 0);
        desk.question.as_mut_ptr()
    })
}

/// Answers the question and says how long the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn ask() -> usize {
    DESK.with_borrow_mut(|desk| {
        let EngineDesk { engine, question, answer } = desk;
        *answer = engine.ask(question);
        answer.len()
    })
}

/// Where the answer lies.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.as_ptr())
}
